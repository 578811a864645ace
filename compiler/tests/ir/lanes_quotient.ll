declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare i32 @llvm.umax.i32(i32, i32)

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
  %20 = load i32, ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = mul i64 %6, %8
  %26 = icmp eq i64 %25, 1
  %27 = icmp eq i64 %4, 0
  %28 = select i1 %27, i64 1, i64 %4
  %29 = udiv i64 16, %28
  %30 = icmp ult i64 %29, 1
  %31 = select i1 %30, i64 1, i64 %29
  %32 = select i1 %26, i64 %1, i64 %31
  %33 = and i64 %4, 0
  %34 = icmp eq i64 %33, 0
  %35 = icmp ult i64 15, %4
  %36 = select i1 %26, i1 %35, i1 %34
  %37 = and i1 %34, %36
  %merged = select i1 %37, i64 1, i64 %32
  %38 = getelementptr i8, ptr %0, i64 8
  %39 = load i64, ptr %38, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %67, %group.next ]
  %group.id = add i64 %39, %group1
  %40 = sub i64 %1, %group1
  %41 = icmp ult i64 %40, %merged
  %42 = select i1 %41, i64 %40, i64 %merged
  %items = mul i64 %4, %42
  %43 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %43, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after7, %region
  %z2 = phi i64 [ 0, %region ], [ %65, %after7 ]
  br label %y

y:                                                ; preds = %after, %z
  %y3 = phi i64 [ 0, %z ], [ %63, %after ]
  %44 = mul i64 %z2, %6
  %45 = add i64 %44, %y3
  %row = mul i64 %45, %4
  br label %x

x:                                                ; preds = %item.next, %y
  %x4 = phi i64 [ 0, %y ], [ %61, %item.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %46 = mul i64 %24, %group.id
  %47 = add i64 %22, %46
  %48 = add i64 %47, %x4
  %49 = trunc i64 %48 to i32
  %50 = call i32 @llvm.umax.i32(i32 %20, i32 1)
  %51 = udiv i32 %49, %50
  %52 = shl i32 %51, 1
  %53 = mul i32 %52, %20
  %54 = urem i32 %49, %50
  %55 = add i32 %53, %54
  %56 = zext i32 %55 to i64
  %57 = getelementptr inbounds nuw <2 x float>, ptr addrspace(1) %16, i64 %56
  %58 = load <2 x float>, ptr addrspace(1) %57, align 8
  %59 = and i64 %48, 4294967295
  %60 = getelementptr inbounds nuw <2 x float>, ptr addrspace(1) %12, i64 %59
  store <2 x float> %58, ptr addrspace(1) %60, align 8
  br label %item.next

item.next:                                        ; preds = %body6
  %61 = add nuw i64 %x4, 1
  %62 = icmp ult i64 %61, %items
  br i1 %62, label %x, label %after

after:                                            ; preds = %item.next
  %63 = add nuw i64 %y3, 1
  %64 = icmp ult i64 %63, %6
  br i1 %64, label %y, label %after7

after7:                                           ; preds = %after
  %65 = add nuw i64 %z2, 1
  %66 = icmp ult i64 %65, %8
  br i1 %66, label %z, label %after8

after8:                                           ; preds = %after7
  br label %group.next

group.next:                                       ; preds = %after8
  %67 = add nuw i64 %group1, %merged
  %68 = icmp ult i64 %67, %1
  br i1 %68, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

