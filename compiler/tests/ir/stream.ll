declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

define void @only_written.work_group(ptr noalias nonnull %0, i64 %1) {
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
  %21 = getelementptr i8, ptr %0, i64 80
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 88
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 96
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 156
  %28 = load i32, ptr %27, align 4
  %29 = mul i64 %6, %8
  %30 = icmp eq i64 %29, 1
  %31 = icmp eq i64 %4, 0
  %32 = select i1 %31, i64 1, i64 %4
  %33 = udiv i64 16, %32
  %34 = icmp ult i64 %33, 1
  %35 = select i1 %34, i64 1, i64 %33
  %36 = select i1 %30, i64 %1, i64 %35
  %37 = and i64 %4, 3
  %38 = icmp eq i64 %37, 0
  %39 = icmp ult i64 15, %4
  %40 = select i1 %30, i1 %39, i1 %38
  %41 = and i1 %38, %40
  %merged = select i1 %41, i64 1, i64 %36
  %42 = getelementptr i8, ptr %0, i64 8
  %43 = load i64, ptr %42, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %111, %group.next ]
  %group.id = add i64 %43, %group1
  %44 = sub i64 %1, %group1
  %45 = icmp ult i64 %44, %merged
  %46 = select i1 %45, i64 %44, i64 %merged
  %items = mul i64 %4, %46
  %47 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %47, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after20, %region
  %z2 = phi i64 [ 0, %region ], [ %109, %after20 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %107, %row.done ]
  %48 = mul i64 %z2, %6
  %49 = add i64 %48, %y3
  %row = mul i64 %49, %4
  %full = and i64 %items, -4
  %50 = icmp ult i64 0, %full
  br i1 %50, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %78, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %51 = mul i64 16, %22
  %52 = mul i64 %51, %24
  %53 = mul i64 %52, %26
  %54 = lshr i64 %53, 10
  %55 = zext i32 %28 to i64
  %56 = icmp ugt i64 %54, %55
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %57 = mul i64 %20, %group.id
  %58 = add i64 %18, %57
  %59 = add i64 %58, %x4
  %60 = getelementptr float, ptr addrspace(1) %16, i64 %59
  %61 = load <4 x float>, ptr addrspace(1) %60, align 4
  %62 = getelementptr <4 x float>, ptr addrspace(1) %12, i64 %59
  %63 = shufflevector <4 x float> %61, <4 x float> %61, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %64 = shufflevector <4 x float> %61, <4 x float> %61, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %65 = shufflevector <4 x float> %61, <4 x float> %61, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %66 = shufflevector <4 x float> %61, <4 x float> %61, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %67 = shufflevector <4 x float> %63, <4 x float> %65, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %68 = shufflevector <4 x float> %63, <4 x float> %65, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %69 = shufflevector <4 x float> %64, <4 x float> %66, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %70 = shufflevector <4 x float> %64, <4 x float> %66, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %71 = shufflevector <4 x float> %67, <4 x float> %68, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %72 = shufflevector <4 x float> %69, <4 x float> %70, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %73 = shufflevector <8 x float> %71, <8 x float> %72, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %74 = select i1 %56, i64 63, i64 -1
  %75 = ptrtoint ptr addrspace(1) %62 to i64
  %76 = and i64 %75, %74
  %77 = icmp eq i64 %76, 0
  br i1 %77, label %body7, label %body8

body7:                                            ; preds = %body6
  store <16 x float> %73, ptr addrspace(1) %62, align 64
  br label %body9

body8:                                            ; preds = %body6
  store <16 x float> %73, ptr addrspace(1) %62, align 16
  br label %body9

body9:                                            ; preds = %body8, %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %items.next

items.next:                                       ; preds = %body10
  %78 = add nuw i64 %x4, 4
  %79 = icmp ult i64 %78, %full
  br i1 %79, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %80 = icmp ult i64 %full, %items
  br i1 %80, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x11

x11:                                              ; preds = %items.next13, %partial
  %x12 = phi i64 [ %full, %partial ], [ %105, %items.next13 ]
  %81 = sub i64 %items, %x12
  %82 = icmp ult i64 %81, 4
  %83 = select i1 %82, i64 %81, i64 4
  %84 = trunc i64 %83 to i32
  %85 = insertelement <4 x i32> poison, i32 %84, i32 0
  %86 = shufflevector <4 x i32> %85, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %86
  %item14 = add i64 %row, %x12
  br label %body15

body15:                                           ; preds = %x11
  br label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %87 = mul i64 %20, %group.id
  %88 = add i64 %18, %87
  %89 = add i64 %88, %x12
  %90 = getelementptr float, ptr addrspace(1) %16, i64 %89
  %91 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %90, <4 x i1> %lanes, <4 x float> poison)
  %92 = getelementptr <4 x float>, ptr addrspace(1) %12, i64 %89
  %93 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  %94 = shufflevector <4 x float> %91, <4 x float> %91, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %95 = shufflevector <4 x float> %91, <4 x float> %91, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %96 = shufflevector <4 x float> %91, <4 x float> %91, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %97 = shufflevector <4 x float> %91, <4 x float> %91, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %98 = shufflevector <4 x float> %94, <4 x float> %96, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %99 = shufflevector <4 x float> %94, <4 x float> %96, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %100 = shufflevector <4 x float> %95, <4 x float> %97, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %101 = shufflevector <4 x float> %95, <4 x float> %97, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %102 = shufflevector <4 x float> %98, <4 x float> %99, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %103 = shufflevector <4 x float> %100, <4 x float> %101, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %104 = shufflevector <8 x float> %102, <8 x float> %103, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  call void @llvm.masked.store.v16f32.p1(<16 x float> %104, ptr addrspace(1) align 16 %92, <16 x i1> %93)
  br label %body18

body18:                                           ; preds = %body17
  br label %items.next13

items.next13:                                     ; preds = %body18
  %105 = add nuw i64 %x12, 4
  %106 = icmp ult i64 %105, %items
  br i1 %106, label %x11, label %after19

after19:                                          ; preds = %items.next13
  br label %row.done

row.done:                                         ; preds = %after19, %rest
  %107 = add nuw i64 %y3, 1
  %108 = icmp ult i64 %107, %6
  br i1 %108, label %y, label %after20

after20:                                          ; preds = %row.done
  %109 = add nuw i64 %z2, 1
  %110 = icmp ult i64 %109, %8
  br i1 %110, label %z, label %after21

after21:                                          ; preds = %after20
  br label %group.next

group.next:                                       ; preds = %after21
  %111 = add nuw i64 %group1, %merged
  %112 = icmp ult i64 %111, %1
  br i1 %112, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v16f32.p1(<16 x float>, ptr addrspace(1) captures(none), <16 x i1>)

declare i32 @llvm.vector.reduce.add.v4i32(<4 x i32>)

define void @looked_at.work_group(ptr noalias nonnull %0, i64 %1) {
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
  %group1 = phi i64 [ 0, %setup ], [ %58, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %56, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %54, %row.done ]
  %24 = mul i64 %z2, %6
  %25 = add i64 %24, %y3
  %row = mul i64 %25, %4
  %full = and i64 %4, -4
  %26 = icmp ult i64 0, %full
  br i1 %26, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %34, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %27 = mul i64 %20, %group.id
  %28 = getelementptr <4 x float>, ptr addrspace(1) %12, i64 %18
  %29 = getelementptr <4 x float>, ptr addrspace(1) %28, i64 %27
  %30 = getelementptr <4 x float>, ptr addrspace(1) %29, i64 %x4
  store <16 x float> splat (float 1.000000e+00), ptr addrspace(1) %30, align 16
  %31 = addrspacecast ptr addrspace(1) %16 to ptr addrspace(4)
  %32 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> splat (i32 1))
  %33 = atomicrmw volatile add ptr addrspace(4) %31, i32 %32 release, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %34 = add nuw i64 %x4, 4
  %35 = icmp ult i64 %34, %full
  br i1 %35, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %36 = icmp ult i64 %full, %4
  br i1 %36, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %52, %items.next10 ]
  %37 = sub i64 %4, %x9
  %38 = icmp ult i64 %37, 4
  %39 = select i1 %38, i64 %37, i64 4
  %40 = trunc i64 %39 to i32
  %41 = insertelement <4 x i32> poison, i32 %40, i32 0
  %42 = shufflevector <4 x i32> %41, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %42
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %43 = mul i64 %20, %group.id
  %44 = getelementptr <4 x float>, ptr addrspace(1) %12, i64 %18
  %45 = getelementptr <4 x float>, ptr addrspace(1) %44, i64 %43
  %46 = getelementptr <4 x float>, ptr addrspace(1) %45, i64 %x9
  %47 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  call void @llvm.masked.store.v16f32.p1(<16 x float> splat (float 1.000000e+00), ptr addrspace(1) align 16 %46, <16 x i1> %47)
  %48 = addrspacecast ptr addrspace(1) %16 to ptr addrspace(4)
  %49 = select <4 x i1> %lanes, <4 x i32> splat (i32 1), <4 x i32> zeroinitializer
  %50 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %49)
  %51 = atomicrmw volatile add ptr addrspace(4) %48, i32 %50 release, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %52 = add nuw i64 %x9, 4
  %53 = icmp ult i64 %52, %4
  br i1 %53, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %54 = add nuw i64 %y3, 1
  %55 = icmp ult i64 %54, %6
  br i1 %55, label %y, label %after17

after17:                                          ; preds = %row.done
  %56 = add nuw i64 %z2, 1
  %57 = icmp ult i64 %56, %8
  br i1 %57, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %58 = add nuw i64 %group1, 1
  %59 = icmp ult i64 %58, %1
  br i1 %59, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

