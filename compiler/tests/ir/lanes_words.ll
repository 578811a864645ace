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
  %group1 = phi i64 [ 0, %setup ], [ %47, %group.next ]
  %group.id = add i64 %26, %group1
  %27 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %27, align 8
  br label %region

region:                                           ; preds = %group
  %28 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %after, %region
  %row2 = phi i64 [ 0, %region ], [ %45, %after ]
  %row3 = mul i64 %row2, %4
  br label %x

x:                                                ; preds = %item.next, %row
  %x4 = phi i64 [ 0, %row ], [ %43, %item.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %29 = mul i64 %24, %group.id
  %30 = getelementptr i8, ptr addrspace(1) %12, i64 %22
  %31 = getelementptr i8, ptr addrspace(1) %30, i64 %29
  %32 = getelementptr i8, ptr addrspace(1) %31, i64 %x4
  %33 = load i8, ptr addrspace(1) %32, align 1
  %34 = zext i8 %33 to i64
  %35 = getelementptr inbounds nuw <2 x i16>, ptr addrspace(1) %20, i64 %34
  %36 = load <4 x i8>, ptr addrspace(1) %35, align 4
  %37 = getelementptr inbounds nuw i8, ptr addrspace(1) %16, i64 %34
  %38 = load i8, ptr addrspace(1) %37, align 1
  %39 = extractelement <4 x i8> %36, i64 0
  %40 = add i8 %38, %39
  %41 = extractelement <4 x i8> %36, i64 2
  %42 = add i8 %40, %41
  store i8 %42, ptr addrspace(1) %32, align 1
  br label %item.next

item.next:                                        ; preds = %body6
  %43 = add nuw i64 %x4, 1
  %44 = icmp ult i64 %43, %4
  br i1 %44, label %x, label %after

after:                                            ; preds = %item.next
  %45 = add nuw i64 %row2, 1
  %46 = icmp ult i64 %45, %28
  br i1 %46, label %row, label %after7

after7:                                           ; preds = %after
  br label %group.next

group.next:                                       ; preds = %after7
  %47 = add nuw i64 %group1, 1
  %48 = icmp ult i64 %47, %1
  br i1 %48, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

