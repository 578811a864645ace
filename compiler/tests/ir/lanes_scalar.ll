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
  %group1 = phi i64 [ 0, %setup ], [ %63, %group.next ]
  %group.id = add i64 %39, %group1
  %40 = sub i64 %1, %group1
  %41 = icmp ult i64 %40, %merged
  %42 = select i1 %41, i64 %40, i64 %merged
  %items = mul i64 %4, %42
  %43 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %43, align 8
  br label %region

region:                                           ; preds = %group
  %44 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %after, %region
  %row2 = phi i64 [ 0, %region ], [ %61, %after ]
  %row3 = mul i64 %row2, %4
  br label %x

x:                                                ; preds = %item.next, %row
  %x4 = phi i64 [ 0, %row ], [ %59, %item.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %45 = mul i64 %24, %group.id
  %46 = add i64 %22, %45
  %47 = add i64 %46, %x4
  %48 = getelementptr inbounds nuw i8, ptr addrspace(1) %12, i64 %47
  %49 = load i8, ptr addrspace(1) %48, align 1
  %50 = zext i8 %49 to i64
  %51 = getelementptr inbounds nuw i8, ptr addrspace(1) %20, i64 %50
  %52 = load i8, ptr addrspace(1) %51, align 1
  %53 = xor i8 %49, 90
  %54 = zext i8 %53 to i64
  %55 = getelementptr inbounds nuw i8, ptr addrspace(1) %20, i64 %54
  %56 = load i8, ptr addrspace(1) %55, align 1
  %57 = xor i8 %52, %56
  %58 = getelementptr inbounds nuw i8, ptr addrspace(1) %16, i64 %47
  store i8 %57, ptr addrspace(1) %58, align 1
  br label %item.next

item.next:                                        ; preds = %body6
  %59 = add nuw i64 %x4, 1
  %60 = icmp ult i64 %59, %items
  br i1 %60, label %x, label %after

after:                                            ; preds = %item.next
  %61 = add nuw i64 %row2, 1
  %62 = icmp ult i64 %61, %44
  br i1 %62, label %row, label %after7

after7:                                           ; preds = %after
  br label %group.next

group.next:                                       ; preds = %after7
  %63 = add nuw i64 %group1, %merged
  %64 = icmp ult i64 %63, %1
  br i1 %64, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

