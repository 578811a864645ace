declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare i32 @llvm.vector.reduce.smin.v4i32(<4 x i32>)

declare i32 @llvm.vector.reduce.smax.v4i32(<4 x i32>)

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
  %group1 = phi i64 [ 0, %setup ], [ %65, %group.next ]
  %group.id = add i64 %26, %group1
  %27 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %27, align 8
  br label %region

region:                                           ; preds = %group
  %28 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %63, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %4, -4
  %29 = icmp ult i64 0, %full
  br i1 %29, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %40, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %30 = mul i64 %24, %group.id
  %31 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %32 = getelementptr i32, ptr addrspace(1) %31, i64 %30
  %33 = getelementptr i32, ptr addrspace(1) %32, i64 %x4
  %34 = load <4 x i32>, ptr addrspace(1) %33, align 4
  %35 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> %34)
  %36 = call i32 @__mirrorcl_atomic_smin.i32.p1(ptr addrspace(1) %16, i32 %35)
  %37 = addrspacecast ptr addrspace(1) %20 to ptr addrspace(4)
  %38 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %34)
  %39 = atomicrmw volatile max ptr addrspace(4) %37, i32 %38 seq_cst, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %40 = add nuw i64 %x4, 4
  %41 = icmp ult i64 %40, %full
  br i1 %41, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %42 = icmp ult i64 %full, %4
  br i1 %42, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %61, %items.next10 ]
  %43 = sub i64 %4, %x9
  %44 = icmp ult i64 %43, 4
  %45 = select i1 %44, i64 %43, i64 4
  %46 = trunc i64 %45 to i32
  %47 = insertelement <4 x i32> poison, i32 %46, i32 0
  %48 = shufflevector <4 x i32> %47, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %48
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %49 = mul i64 %24, %group.id
  %50 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %51 = getelementptr i32, ptr addrspace(1) %50, i64 %49
  %52 = getelementptr i32, ptr addrspace(1) %51, i64 %x9
  %53 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %52, <4 x i1> %lanes, <4 x i32> poison)
  %54 = select <4 x i1> %lanes, <4 x i32> %53, <4 x i32> splat (i32 2147483647)
  %55 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> %54)
  %56 = call i32 @__mirrorcl_atomic_smin.i32.p1(ptr addrspace(1) %16, i32 %55)
  %57 = addrspacecast ptr addrspace(1) %20 to ptr addrspace(4)
  %58 = select <4 x i1> %lanes, <4 x i32> %53, <4 x i32> splat (i32 -2147483648)
  %59 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %58)
  %60 = atomicrmw volatile max ptr addrspace(4) %57, i32 %59 seq_cst, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %61 = add nuw i64 %x9, 4
  %62 = icmp ult i64 %61, %4
  br i1 %62, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %63 = add nuw i64 %row2, 1
  %64 = icmp ult i64 %63, %28
  br i1 %64, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %65 = add nuw i64 %group1, 1
  %66 = icmp ult i64 %65, %1
  br i1 %66, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

define internal i32 @__mirrorcl_atomic_smin.i32.p1(ptr addrspace(1) %0, i32 %1) {
entry:
  %2 = load atomic volatile i32, ptr addrspace(1) %0 seq_cst, align 4
  %3 = icmp sle i32 %2, %1
  br i1 %3, label %kept, label %change

change:                                           ; preds = %entry
  %4 = atomicrmw volatile min ptr addrspace(1) %0, i32 %1 seq_cst, align 4
  ret i32 %4

kept:                                             ; preds = %entry
  ret i32 %2
}

