declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %2 = icmp eq i64 %1, 0
  br i1 %2, label %done, label %setup

setup:                                            ; preds = %entry
  %3 = getelementptr i8, ptr %0, i64 104
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr i8, ptr %0, i64 112
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr i8, ptr %0, i64 120
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr i8, ptr %0, i64 0
  %10 = load ptr, ptr %9, align 8
  %11 = getelementptr i8, ptr %10, i64 0
  %12 = load ptr addrspace(1), ptr %11, align 1
  %13 = getelementptr i8, ptr %0, i64 0
  %14 = load ptr, ptr %13, align 8
  %15 = getelementptr i8, ptr %14, i64 8
  %16 = load ptr addrspace(1), ptr %15, align 1
  %17 = getelementptr i8, ptr %0, i64 0
  %18 = load ptr, ptr %17, align 8
  %19 = getelementptr i8, ptr %18, i64 16
  %20 = load ptr addrspace(1), ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 8
  %26 = load i64, ptr %25, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %50, %group.next ]
  %group.id = add i64 %26, %group1
  %27 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %27, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after7, %region
  %z2 = phi i64 [ 0, %region ], [ %48, %after7 ]
  br label %y

y:                                                ; preds = %after, %z
  %y3 = phi i64 [ 0, %z ], [ %46, %after ]
  %28 = mul i64 %z2, %6
  %29 = add i64 %28, %y3
  %row = mul i64 %29, %4
  br label %x

x:                                                ; preds = %item.next, %y
  %x4 = phi i64 [ 0, %y ], [ %44, %item.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %30 = mul i64 %24, %group.id
  %31 = getelementptr i8, ptr addrspace(1) %12, i64 %22
  %32 = getelementptr i8, ptr addrspace(1) %31, i64 %30
  %33 = getelementptr i8, ptr addrspace(1) %32, i64 %x4
  %34 = load i8, ptr addrspace(1) %33, align 1
  %35 = zext i8 %34 to i64
  %36 = getelementptr inbounds nuw <2 x i16>, ptr addrspace(1) %20, i64 %35
  %37 = load <4 x i8>, ptr addrspace(1) %36, align 4
  %38 = getelementptr inbounds nuw i8, ptr addrspace(1) %16, i64 %35
  %39 = load i8, ptr addrspace(1) %38, align 1
  %40 = extractelement <4 x i8> %37, i64 0
  %41 = add i8 %39, %40
  %42 = extractelement <4 x i8> %37, i64 2
  %43 = add i8 %41, %42
  store i8 %43, ptr addrspace(1) %33, align 1
  br label %item.next

item.next:                                        ; preds = %body6
  %44 = add nuw i64 %x4, 1
  %45 = icmp ult i64 %44, %4
  br i1 %45, label %x, label %after

after:                                            ; preds = %item.next
  %46 = add nuw i64 %y3, 1
  %47 = icmp ult i64 %46, %6
  br i1 %47, label %y, label %after7

after7:                                           ; preds = %after
  %48 = add nuw i64 %z2, 1
  %49 = icmp ult i64 %48, %8
  br i1 %49, label %z, label %after8

after8:                                           ; preds = %after7
  br label %group.next

group.next:                                       ; preds = %after8
  %50 = add nuw i64 %group1, 1
  %51 = icmp ult i64 %50, %1
  br i1 %51, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

