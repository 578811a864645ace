declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare i32 @llvm.vector.reduce.smin.v4i32(<4 x i32>)

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
  %17 = getelementptr i8, ptr %0, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr i8, ptr %0, i64 128
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 8
  %22 = load i64, ptr %21, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %52, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  %24 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %50, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %4, -4
  %25 = icmp ult i64 0, %full
  br i1 %25, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %32, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %26 = mul i64 %20, %group.id
  %27 = getelementptr i32, ptr addrspace(1) %12, i64 %18
  %28 = getelementptr i32, ptr addrspace(1) %27, i64 %26
  %29 = getelementptr i32, ptr addrspace(1) %28, i64 %x4
  store <4 x i32> splat (i32 1), ptr addrspace(1) %29, align 4
  fence acq_rel
  %30 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> zeroinitializer)
  %31 = atomicrmw volatile min ptr addrspace(1) %16, i32 %30 monotonic, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %32 = add nuw i64 %x4, 4
  %33 = icmp ult i64 %32, %full
  br i1 %33, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %34 = icmp ult i64 %full, %4
  br i1 %34, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %48, %items.next10 ]
  %35 = sub i64 %4, %x9
  %36 = icmp ult i64 %35, 4
  %37 = select i1 %36, i64 %35, i64 4
  %38 = trunc i64 %37 to i32
  %39 = insertelement <4 x i32> poison, i32 %38, i32 0
  %40 = shufflevector <4 x i32> %39, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %40
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %41 = mul i64 %20, %group.id
  %42 = getelementptr i32, ptr addrspace(1) %12, i64 %18
  %43 = getelementptr i32, ptr addrspace(1) %42, i64 %41
  %44 = getelementptr i32, ptr addrspace(1) %43, i64 %x9
  call void @llvm.masked.store.v4i32.p1(<4 x i32> splat (i32 1), ptr addrspace(1) align 4 %44, <4 x i1> %lanes)
  fence acq_rel
  %45 = select <4 x i1> %lanes, <4 x i32> zeroinitializer, <4 x i32> splat (i32 2147483647)
  %46 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> %45)
  %47 = atomicrmw volatile min ptr addrspace(1) %16, i32 %46 monotonic, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %48 = add nuw i64 %x9, 4
  %49 = icmp ult i64 %48, %4
  br i1 %49, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %50 = add nuw i64 %row2, 1
  %51 = icmp ult i64 %50, %24
  br i1 %51, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %52 = add nuw i64 %group1, 1
  %53 = icmp ult i64 %52, %1
  br i1 %53, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare void @llvm.masked.store.v4i32.p1(<4 x i32>, ptr addrspace(1) captures(none), <4 x i1>)

