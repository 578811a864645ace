declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare i32 @llvm.vector.reduce.smin.v4i32(<4 x i32>)

declare i32 @llvm.vector.reduce.smax.v4i32(<4 x i32>)

declare i32 @llvm.vector.reduce.or.v4i32(<4 x i32>)

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
  %21 = getelementptr i8, ptr %0, i64 0
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 24
  %24 = load ptr addrspace(1), ptr %23, align 1
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 128
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 8
  %30 = load i64, ptr %29, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %81, %group.next ]
  %group.id = add i64 %30, %group1
  %31 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %31, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %79, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %77, %row.done ]
  %32 = mul i64 %z2, %6
  %33 = add i64 %32, %y3
  %row = mul i64 %33, %4
  %full = and i64 %4, -4
  %34 = icmp ult i64 0, %full
  br i1 %34, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %49, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %35 = mul i64 %28, %group.id
  %36 = getelementptr i32, ptr addrspace(1) %12, i64 %26
  %37 = getelementptr i32, ptr addrspace(1) %36, i64 %35
  %38 = getelementptr i32, ptr addrspace(1) %37, i64 %x4
  %39 = load <4 x i32>, ptr addrspace(1) %38, align 4
  %40 = addrspacecast ptr addrspace(1) %16 to ptr addrspace(4)
  %41 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> %39)
  %42 = call i32 @__mirrorcl_atomic_smin.i32.p4(ptr addrspace(4) %40, i32 %41)
  %43 = addrspacecast ptr addrspace(1) %20 to ptr addrspace(4)
  %44 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %39)
  %45 = atomicrmw volatile max ptr addrspace(4) %43, i32 %44 acq_rel, align 4
  %46 = addrspacecast ptr addrspace(1) %24 to ptr addrspace(4)
  %47 = call i32 @llvm.vector.reduce.or.v4i32(<4 x i32> %39)
  %48 = atomicrmw volatile or ptr addrspace(4) %46, i32 %47 seq_cst, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %49 = add nuw i64 %x4, 4
  %50 = icmp ult i64 %49, %full
  br i1 %50, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %51 = icmp ult i64 %full, %4
  br i1 %51, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %75, %items.next10 ]
  %52 = sub i64 %4, %x9
  %53 = icmp ult i64 %52, 4
  %54 = select i1 %53, i64 %52, i64 4
  %55 = trunc i64 %54 to i32
  %56 = insertelement <4 x i32> poison, i32 %55, i32 0
  %57 = shufflevector <4 x i32> %56, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %57
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %58 = mul i64 %28, %group.id
  %59 = getelementptr i32, ptr addrspace(1) %12, i64 %26
  %60 = getelementptr i32, ptr addrspace(1) %59, i64 %58
  %61 = getelementptr i32, ptr addrspace(1) %60, i64 %x9
  %62 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %61, <4 x i1> %lanes, <4 x i32> poison)
  %63 = addrspacecast ptr addrspace(1) %16 to ptr addrspace(4)
  %64 = select <4 x i1> %lanes, <4 x i32> %62, <4 x i32> splat (i32 2147483647)
  %65 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> %64)
  %66 = call i32 @__mirrorcl_atomic_smin.i32.p4(ptr addrspace(4) %63, i32 %65)
  %67 = addrspacecast ptr addrspace(1) %20 to ptr addrspace(4)
  %68 = select <4 x i1> %lanes, <4 x i32> %62, <4 x i32> splat (i32 -2147483648)
  %69 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %68)
  %70 = atomicrmw volatile max ptr addrspace(4) %67, i32 %69 acq_rel, align 4
  %71 = addrspacecast ptr addrspace(1) %24 to ptr addrspace(4)
  %72 = select <4 x i1> %lanes, <4 x i32> %62, <4 x i32> zeroinitializer
  %73 = call i32 @llvm.vector.reduce.or.v4i32(<4 x i32> %72)
  %74 = atomicrmw volatile or ptr addrspace(4) %71, i32 %73 seq_cst, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %75 = add nuw i64 %x9, 4
  %76 = icmp ult i64 %75, %4
  br i1 %76, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %77 = add nuw i64 %y3, 1
  %78 = icmp ult i64 %77, %6
  br i1 %78, label %y, label %after17

after17:                                          ; preds = %row.done
  %79 = add nuw i64 %z2, 1
  %80 = icmp ult i64 %79, %8
  br i1 %80, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %81 = add nuw i64 %group1, 1
  %82 = icmp ult i64 %81, %1
  br i1 %82, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

define internal i32 @__mirrorcl_atomic_smin.i32.p4(ptr addrspace(4) %0, i32 %1) {
entry:
  %2 = load atomic volatile i32, ptr addrspace(4) %0 seq_cst, align 4
  %3 = icmp sle i32 %2, %1
  br i1 %3, label %kept, label %change

change:                                           ; preds = %entry
  %4 = atomicrmw volatile min ptr addrspace(4) %0, i32 %1 seq_cst, align 4
  ret i32 %4

kept:                                             ; preds = %entry
  ret i32 %2
}

