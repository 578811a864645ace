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
  %group1 = phi i64 [ 0, %setup ], [ %108, %group.next ]
  %group.id = add i64 %43, %group1
  %44 = sub i64 %1, %group1
  %45 = icmp ult i64 %44, %merged
  %46 = select i1 %45, i64 %44, i64 %merged
  %items = mul i64 %4, %46
  %47 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %47, align 8
  br label %region

region:                                           ; preds = %group
  %48 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %106, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -4
  %49 = icmp ult i64 0, %full
  br i1 %49, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %77, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  %50 = mul i64 16, %22
  %51 = mul i64 %50, %24
  %52 = mul i64 %51, %26
  %53 = lshr i64 %52, 10
  %54 = zext i32 %28 to i64
  %55 = icmp ugt i64 %53, %54
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %56 = mul i64 %20, %group.id
  %57 = add i64 %18, %56
  %58 = add i64 %57, %x4
  %59 = getelementptr float, ptr addrspace(1) %16, i64 %58
  %60 = load <4 x float>, ptr addrspace(1) %59, align 4
  %61 = getelementptr <4 x float>, ptr addrspace(1) %12, i64 %58
  %62 = shufflevector <4 x float> %60, <4 x float> %60, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %63 = shufflevector <4 x float> %60, <4 x float> %60, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %64 = shufflevector <4 x float> %60, <4 x float> %60, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %65 = shufflevector <4 x float> %60, <4 x float> %60, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %66 = shufflevector <4 x float> %62, <4 x float> %64, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %67 = shufflevector <4 x float> %62, <4 x float> %64, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %68 = shufflevector <4 x float> %63, <4 x float> %65, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %69 = shufflevector <4 x float> %63, <4 x float> %65, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %70 = shufflevector <4 x float> %66, <4 x float> %67, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %71 = shufflevector <4 x float> %68, <4 x float> %69, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %72 = shufflevector <8 x float> %70, <8 x float> %71, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %73 = select i1 %55, i64 63, i64 -1
  %74 = ptrtoint ptr addrspace(1) %61 to i64
  %75 = and i64 %74, %73
  %76 = icmp eq i64 %75, 0
  br i1 %76, label %body7, label %body8

body7:                                            ; preds = %body6
  store <16 x float> %72, ptr addrspace(1) %61, align 64
  br label %body9

body8:                                            ; preds = %body6
  store <16 x float> %72, ptr addrspace(1) %61, align 16
  br label %body9

body9:                                            ; preds = %body8, %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %items.next

items.next:                                       ; preds = %body10
  %77 = add nuw i64 %x4, 4
  %78 = icmp ult i64 %77, %full
  br i1 %78, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %79 = icmp ult i64 %full, %items
  br i1 %79, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x11

x11:                                              ; preds = %items.next13, %partial
  %x12 = phi i64 [ %full, %partial ], [ %104, %items.next13 ]
  %80 = sub i64 %items, %x12
  %81 = icmp ult i64 %80, 4
  %82 = select i1 %81, i64 %80, i64 4
  %83 = trunc i64 %82 to i32
  %84 = insertelement <4 x i32> poison, i32 %83, i32 0
  %85 = shufflevector <4 x i32> %84, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %85
  %item14 = add i64 %row3, %x12
  br label %body15

body15:                                           ; preds = %x11
  br label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %86 = mul i64 %20, %group.id
  %87 = add i64 %18, %86
  %88 = add i64 %87, %x12
  %89 = getelementptr float, ptr addrspace(1) %16, i64 %88
  %90 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %89, <4 x i1> %lanes, <4 x float> poison)
  %91 = getelementptr <4 x float>, ptr addrspace(1) %12, i64 %88
  %92 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  %93 = shufflevector <4 x float> %90, <4 x float> %90, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %94 = shufflevector <4 x float> %90, <4 x float> %90, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %95 = shufflevector <4 x float> %90, <4 x float> %90, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %96 = shufflevector <4 x float> %90, <4 x float> %90, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %97 = shufflevector <4 x float> %93, <4 x float> %95, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %98 = shufflevector <4 x float> %93, <4 x float> %95, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %99 = shufflevector <4 x float> %94, <4 x float> %96, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %100 = shufflevector <4 x float> %94, <4 x float> %96, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %101 = shufflevector <4 x float> %97, <4 x float> %98, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %102 = shufflevector <4 x float> %99, <4 x float> %100, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %103 = shufflevector <8 x float> %101, <8 x float> %102, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  call void @llvm.masked.store.v16f32.p1(<16 x float> %103, ptr addrspace(1) align 16 %91, <16 x i1> %92)
  br label %body18

body18:                                           ; preds = %body17
  br label %items.next13

items.next13:                                     ; preds = %body18
  %104 = add nuw i64 %x12, 4
  %105 = icmp ult i64 %104, %items
  br i1 %105, label %x11, label %after19

after19:                                          ; preds = %items.next13
  br label %row.done

row.done:                                         ; preds = %after19, %rest
  %106 = add nuw i64 %row2, 1
  %107 = icmp ult i64 %106, %48
  br i1 %107, label %row, label %after20

after20:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after20
  %108 = add nuw i64 %group1, %merged
  %109 = icmp ult i64 %108, %1
  br i1 %109, label %group, label %done

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
  %group1 = phi i64 [ 0, %setup ], [ %55, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  %24 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %53, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %4, -4
  %25 = icmp ult i64 0, %full
  br i1 %25, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %33, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %26 = mul i64 %20, %group.id
  %27 = getelementptr <4 x float>, ptr addrspace(1) %12, i64 %18
  %28 = getelementptr <4 x float>, ptr addrspace(1) %27, i64 %26
  %29 = getelementptr <4 x float>, ptr addrspace(1) %28, i64 %x4
  store <16 x float> splat (float 1.000000e+00), ptr addrspace(1) %29, align 16
  %30 = addrspacecast ptr addrspace(1) %16 to ptr addrspace(4)
  %31 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> splat (i32 1))
  %32 = atomicrmw volatile add ptr addrspace(4) %30, i32 %31 release, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %33 = add nuw i64 %x4, 4
  %34 = icmp ult i64 %33, %full
  br i1 %34, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %35 = icmp ult i64 %full, %4
  br i1 %35, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %51, %items.next10 ]
  %36 = sub i64 %4, %x9
  %37 = icmp ult i64 %36, 4
  %38 = select i1 %37, i64 %36, i64 4
  %39 = trunc i64 %38 to i32
  %40 = insertelement <4 x i32> poison, i32 %39, i32 0
  %41 = shufflevector <4 x i32> %40, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %41
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %42 = mul i64 %20, %group.id
  %43 = getelementptr <4 x float>, ptr addrspace(1) %12, i64 %18
  %44 = getelementptr <4 x float>, ptr addrspace(1) %43, i64 %42
  %45 = getelementptr <4 x float>, ptr addrspace(1) %44, i64 %x9
  %46 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  call void @llvm.masked.store.v16f32.p1(<16 x float> splat (float 1.000000e+00), ptr addrspace(1) align 16 %45, <16 x i1> %46)
  %47 = addrspacecast ptr addrspace(1) %16 to ptr addrspace(4)
  %48 = select <4 x i1> %lanes, <4 x i32> splat (i32 1), <4 x i32> zeroinitializer
  %49 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %48)
  %50 = atomicrmw volatile add ptr addrspace(4) %47, i32 %49 release, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %51 = add nuw i64 %x9, 4
  %52 = icmp ult i64 %51, %4
  br i1 %52, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %53 = add nuw i64 %row2, 1
  %54 = icmp ult i64 %53, %24
  br i1 %54, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %55 = add nuw i64 %group1, 1
  %56 = icmp ult i64 %55, %1
  br i1 %56, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

