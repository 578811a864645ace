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
  %group1 = phi i64 [ 0, %setup ], [ %71, %group.next ]
  %group.id = add i64 %30, %group1
  %31 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %31, align 8
  br label %region

region:                                           ; preds = %group
  %32 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %69, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %4, -4
  %33 = icmp ult i64 0, %full
  br i1 %33, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %45, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %34 = mul i64 %28, %group.id
  %35 = getelementptr i32, ptr addrspace(1) %12, i64 %26
  %36 = getelementptr i32, ptr addrspace(1) %35, i64 %34
  %37 = getelementptr i32, ptr addrspace(1) %36, i64 %x4
  %38 = load <4 x i32>, ptr addrspace(1) %37, align 4
  %39 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %38)
  %40 = atomicrmw volatile add ptr addrspace(1) %16, i32 %39 seq_cst, align 4
  %41 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %38)
  %42 = load i32, ptr addrspace(3) %24, align 4
  %43 = icmp sgt i32 %42, %41
  %44 = select i1 %43, i32 %42, i32 %41
  store i32 %44, ptr addrspace(3) %24, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %45 = add nuw i64 %x4, 4
  %46 = icmp ult i64 %45, %full
  br i1 %46, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %47 = icmp ult i64 %full, %4
  br i1 %47, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %67, %items.next10 ]
  %48 = sub i64 %4, %x9
  %49 = icmp ult i64 %48, 4
  %50 = select i1 %49, i64 %48, i64 4
  %51 = trunc i64 %50 to i32
  %52 = insertelement <4 x i32> poison, i32 %51, i32 0
  %53 = shufflevector <4 x i32> %52, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %53
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %54 = mul i64 %28, %group.id
  %55 = getelementptr i32, ptr addrspace(1) %12, i64 %26
  %56 = getelementptr i32, ptr addrspace(1) %55, i64 %54
  %57 = getelementptr i32, ptr addrspace(1) %56, i64 %x9
  %58 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %57, <4 x i1> %lanes, <4 x i32> poison)
  %59 = select <4 x i1> %lanes, <4 x i32> %58, <4 x i32> zeroinitializer
  %60 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %59)
  %61 = atomicrmw volatile add ptr addrspace(1) %16, i32 %60 seq_cst, align 4
  %62 = select <4 x i1> %lanes, <4 x i32> %58, <4 x i32> splat (i32 -2147483648)
  %63 = call i32 @llvm.vector.reduce.smax.v4i32(<4 x i32> %62)
  %64 = load i32, ptr addrspace(3) %24, align 4
  %65 = icmp sgt i32 %64, %63
  %66 = select i1 %65, i32 %64, i32 %63
  store i32 %66, ptr addrspace(3) %24, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %67 = add nuw i64 %x9, 4
  %68 = icmp ult i64 %67, %4
  br i1 %68, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %69 = add nuw i64 %row2, 1
  %70 = icmp ult i64 %69, %32
  br i1 %70, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %71 = add nuw i64 %group1, 1
  %72 = icmp ult i64 %71, %1
  br i1 %72, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

