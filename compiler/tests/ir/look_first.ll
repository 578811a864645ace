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
  %group1 = phi i64 [ 0, %setup ], [ %68, %group.next ]
  %group.id = add i64 %26, %group1
  %27 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %27, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %66, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %64, %row.done ]
  %28 = mul i64 %z2, %6
  %29 = add i64 %28, %y3
  %row = mul i64 %29, %4
  %full = and i64 %4, -4
  %30 = icmp ult i64 0, %full
  br i1 %30, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %41, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %31 = mul i64 %24, %group.id
  %32 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %33 = getelementptr i32, ptr addrspace(1) %32, i64 %31
  %34 = getelementptr i32, ptr addrspace(1) %33, i64 %x4
  %35 = load <4 x i32>, ptr addrspace(1) %34, align 4
  %36 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> %35)
  %37 = call i32 @__mirrorcl_atomic_smin.i32.p1(ptr addrspace(1) %16, i32 %36)
  %38 = addrspacecast ptr addrspace(1) %20 to ptr addrspace(4)
  %39 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %35)
  %40 = atomicrmw volatile max ptr addrspace(4) %38, i32 %39 seq_cst, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %41 = add nuw i64 %x4, 4
  %42 = icmp ult i64 %41, %full
  br i1 %42, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %43 = icmp ult i64 %full, %4
  br i1 %43, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %62, %items.next10 ]
  %44 = sub i64 %4, %x9
  %45 = icmp ult i64 %44, 4
  %46 = select i1 %45, i64 %44, i64 4
  %47 = trunc i64 %46 to i32
  %48 = insertelement <4 x i32> poison, i32 %47, i32 0
  %49 = shufflevector <4 x i32> %48, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %49
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %50 = mul i64 %24, %group.id
  %51 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %52 = getelementptr i32, ptr addrspace(1) %51, i64 %50
  %53 = getelementptr i32, ptr addrspace(1) %52, i64 %x9
  %54 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %53, <4 x i1> %lanes, <4 x i32> poison)
  %55 = select <4 x i1> %lanes, <4 x i32> %54, <4 x i32> splat (i32 2147483647)
  %56 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> %55)
  %57 = call i32 @__mirrorcl_atomic_smin.i32.p1(ptr addrspace(1) %16, i32 %56)
  %58 = addrspacecast ptr addrspace(1) %20 to ptr addrspace(4)
  %59 = select <4 x i1> %lanes, <4 x i32> %54, <4 x i32> splat (i32 -2147483648)
  %60 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %59)
  %61 = atomicrmw volatile max ptr addrspace(4) %58, i32 %60 seq_cst, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %62 = add nuw i64 %x9, 4
  %63 = icmp ult i64 %62, %4
  br i1 %63, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %64 = add nuw i64 %y3, 1
  %65 = icmp ult i64 %64, %6
  br i1 %65, label %y, label %after17

after17:                                          ; preds = %row.done
  %66 = add nuw i64 %z2, 1
  %67 = icmp ult i64 %66, %8
  br i1 %67, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %68 = add nuw i64 %group1, 1
  %69 = icmp ult i64 %68, %1
  br i1 %69, label %group, label %done

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

