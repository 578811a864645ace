declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare i32 @llvm.vector.reduce.add.v4i32(<4 x i32>)

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
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 160
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 %20
  %24 = addrspacecast ptr %23 to ptr addrspace(3)
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 128
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 8
  %30 = load i64, ptr %29, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %74, %group.next ]
  %group.id = add i64 %30, %group1
  %31 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %31, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %72, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %70, %row.done ]
  %32 = mul i64 %z2, %6
  %33 = add i64 %32, %y3
  %row = mul i64 %33, %4
  %full = and i64 %4, -4
  %34 = icmp ult i64 0, %full
  br i1 %34, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %46, %items.next ]
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
  %40 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %39)
  %41 = atomicrmw volatile add ptr addrspace(1) %16, i32 %40 seq_cst, align 4
  %42 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %39)
  %43 = load i32, ptr addrspace(3) %24, align 4
  %44 = icmp sgt i32 %43, %42
  %45 = select i1 %44, i32 %43, i32 %42
  store i32 %45, ptr addrspace(3) %24, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %46 = add nuw i64 %x4, 4
  %47 = icmp ult i64 %46, %full
  br i1 %47, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %48 = icmp ult i64 %full, %4
  br i1 %48, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %68, %items.next10 ]
  %49 = sub i64 %4, %x9
  %50 = icmp ult i64 %49, 4
  %51 = select i1 %50, i64 %49, i64 4
  %52 = trunc i64 %51 to i32
  %53 = insertelement <4 x i32> poison, i32 %52, i32 0
  %54 = shufflevector <4 x i32> %53, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %54
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %55 = mul i64 %28, %group.id
  %56 = getelementptr i32, ptr addrspace(1) %12, i64 %26
  %57 = getelementptr i32, ptr addrspace(1) %56, i64 %55
  %58 = getelementptr i32, ptr addrspace(1) %57, i64 %x9
  %59 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %58, <4 x i1> %lanes, <4 x i32> poison)
  %60 = select <4 x i1> %lanes, <4 x i32> %59, <4 x i32> zeroinitializer
  %61 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %60)
  %62 = atomicrmw volatile add ptr addrspace(1) %16, i32 %61 seq_cst, align 4
  %63 = select <4 x i1> %lanes, <4 x i32> %59, <4 x i32> splat (i32 -2147483648)
  %64 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %63)
  %65 = load i32, ptr addrspace(3) %24, align 4
  %66 = icmp sgt i32 %65, %64
  %67 = select i1 %66, i32 %65, i32 %64
  store i32 %67, ptr addrspace(3) %24, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %68 = add nuw i64 %x9, 4
  %69 = icmp ult i64 %68, %4
  br i1 %69, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %70 = add nuw i64 %y3, 1
  %71 = icmp ult i64 %70, %6
  br i1 %71, label %y, label %after17

after17:                                          ; preds = %row.done
  %72 = add nuw i64 %z2, 1
  %73 = icmp ult i64 %72, %8
  br i1 %73, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %74 = add nuw i64 %group1, 1
  %75 = icmp ult i64 %74, %1
  br i1 %75, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

