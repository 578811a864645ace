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
  %21 = getelementptr i8, ptr %0, i64 0
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 0
  %24 = load ptr addrspace(1), ptr %23, align 1
  %25 = getelementptr i8, ptr %0, i64 0
  %26 = load ptr, ptr %25, align 8
  %27 = getelementptr i8, ptr %26, i64 8
  %28 = load ptr addrspace(1), ptr %27, align 1
  %29 = getelementptr i8, ptr %0, i64 56
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 128
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr i8, ptr %0, i64 80
  %34 = load i64, ptr %33, align 8
  %35 = getelementptr i8, ptr %0, i64 88
  %36 = load i64, ptr %35, align 8
  %37 = getelementptr i8, ptr %0, i64 96
  %38 = load i64, ptr %37, align 8
  %39 = getelementptr i8, ptr %0, i64 156
  %40 = load i32, ptr %39, align 4
  %41 = mul i64 %6, %8
  %42 = icmp eq i64 %41, 1
  %43 = icmp eq i64 %4, 0
  %44 = select i1 %43, i64 1, i64 %4
  %45 = udiv i64 16, %44
  %46 = icmp ult i64 %45, 1
  %47 = select i1 %46, i64 1, i64 %45
  %48 = select i1 %42, i64 %1, i64 %47
  %49 = and i64 %4, 3
  %50 = icmp eq i64 %49, 0
  %51 = icmp ult i64 15, %4
  %52 = select i1 %42, i1 %51, i1 %50
  %53 = and i1 %50, %52
  %merged = select i1 %53, i64 1, i64 %48
  %54 = getelementptr i8, ptr %0, i64 8
  %55 = load i64, ptr %54, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %109, %group.next ]
  %group.id = add i64 %55, %group1
  %56 = sub i64 %1, %group1
  %57 = icmp ult i64 %56, %merged
  %58 = select i1 %57, i64 %56, i64 %merged
  %items = mul i64 %4, %58
  %59 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %59, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after20, %region
  %z2 = phi i64 [ 0, %region ], [ %107, %after20 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %105, %row.done ]
  %60 = mul i64 %z2, %6
  %61 = add i64 %60, %y3
  %row = mul i64 %61, %4
  %full = and i64 %items, -4
  %62 = icmp ult i64 0, %full
  br i1 %62, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %83, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %63 = mul i64 16, %34
  %64 = mul i64 %63, %36
  %65 = mul i64 %64, %38
  %66 = lshr i64 %65, 10
  %67 = zext i32 %40 to i64
  %68 = icmp ugt i64 %66, %67
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %69 = mul i64 %32, %group.id
  %70 = add i64 %30, %69
  %71 = add i64 %70, %x4
  %72 = getelementptr float, ptr addrspace(1) %28, i64 %71
  %73 = load <4 x float>, ptr addrspace(1) %72, align 4
  %74 = getelementptr <4 x float>, ptr addrspace(1) %24, i64 %71
  %75 = shufflevector <4 x float> %73, <4 x float> %73, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %76 = shufflevector <4 x float> %73, <4 x float> %73, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %77 = shufflevector <8 x float> %75, <8 x float> %76, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %78 = shufflevector <16 x float> %77, <16 x float> poison, <16 x i32> <i32 0, i32 4, i32 8, i32 12, i32 1, i32 5, i32 9, i32 13, i32 2, i32 6, i32 10, i32 14, i32 3, i32 7, i32 11, i32 15>
  %79 = select i1 %68, i64 63, i64 -1
  %80 = ptrtoint ptr addrspace(1) %74 to i64
  %81 = and i64 %80, %79
  %82 = icmp eq i64 %81, 0
  br i1 %82, label %body7, label %body8

body7:                                            ; preds = %body6
  store <16 x float> %78, ptr addrspace(1) %74, align 64
  br label %body9

body8:                                            ; preds = %body6
  store <16 x float> %78, ptr addrspace(1) %74, align 16
  br label %body9

body9:                                            ; preds = %body8, %body7
  br label %body10

body10:                                           ; preds = %body9
  br label %items.next

items.next:                                       ; preds = %body10
  %83 = add nuw i64 %x4, 4
  %84 = icmp ult i64 %83, %full
  br i1 %84, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %85 = icmp ult i64 %full, %items
  br i1 %85, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x11

x11:                                              ; preds = %items.next13, %partial
  %x12 = phi i64 [ %full, %partial ], [ %103, %items.next13 ]
  %86 = sub i64 %items, %x12
  %87 = icmp ult i64 %86, 4
  %88 = select i1 %87, i64 %86, i64 4
  %89 = trunc i64 %88 to i32
  %90 = insertelement <4 x i32> poison, i32 %89, i32 0
  %91 = shufflevector <4 x i32> %90, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %91
  %item14 = add i64 %row, %x12
  br label %body15

body15:                                           ; preds = %x11
  br label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %92 = mul i64 %32, %group.id
  %93 = add i64 %30, %92
  %94 = add i64 %93, %x12
  %95 = getelementptr float, ptr addrspace(1) %28, i64 %94
  %96 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %95, <4 x i1> %lanes, <4 x float> poison)
  %97 = getelementptr <4 x float>, ptr addrspace(1) %24, i64 %94
  %98 = shufflevector <4 x float> %96, <4 x float> %96, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %99 = shufflevector <4 x float> %96, <4 x float> %96, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %100 = shufflevector <8 x float> %98, <8 x float> %99, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %101 = shufflevector <16 x float> %100, <16 x float> poison, <16 x i32> <i32 0, i32 4, i32 8, i32 12, i32 1, i32 5, i32 9, i32 13, i32 2, i32 6, i32 10, i32 14, i32 3, i32 7, i32 11, i32 15>
  %102 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  call void @llvm.masked.store.v16f32.p1(<16 x float> %101, ptr addrspace(1) align 16 %97, <16 x i1> %102)
  br label %body18

body18:                                           ; preds = %body17
  br label %items.next13

items.next13:                                     ; preds = %body18
  %103 = add nuw i64 %x12, 4
  %104 = icmp ult i64 %103, %items
  br i1 %104, label %x11, label %after19

after19:                                          ; preds = %items.next13
  br label %row.done

row.done:                                         ; preds = %after19, %rest
  %105 = add nuw i64 %y3, 1
  %106 = icmp ult i64 %105, %6
  br i1 %106, label %y, label %after20

after20:                                          ; preds = %row.done
  %107 = add nuw i64 %z2, 1
  %108 = icmp ult i64 %107, %8
  br i1 %108, label %z, label %after21

after21:                                          ; preds = %after20
  br label %group.next

group.next:                                       ; preds = %after21
  %109 = add nuw i64 %group1, %merged
  %110 = icmp ult i64 %109, %1
  br i1 %110, label %group, label %done

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
  %21 = getelementptr i8, ptr %0, i64 0
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 0
  %24 = load ptr addrspace(1), ptr %23, align 1
  %25 = getelementptr i8, ptr %0, i64 0
  %26 = load ptr, ptr %25, align 8
  %27 = getelementptr i8, ptr %26, i64 8
  %28 = load ptr addrspace(1), ptr %27, align 1
  %29 = getelementptr i8, ptr %0, i64 56
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 128
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr i8, ptr %0, i64 8
  %34 = load i64, ptr %33, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %70, %group.next ]
  %group.id = add i64 %34, %group1
  %35 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %35, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %68, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %66, %row.done ]
  %36 = mul i64 %z2, %6
  %37 = add i64 %36, %y3
  %row = mul i64 %37, %4
  %full = and i64 %4, -4
  %38 = icmp ult i64 0, %full
  br i1 %38, label %vectors, label %rest

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
  %39 = mul i64 %32, %group.id
  %40 = getelementptr <4 x float>, ptr addrspace(1) %24, i64 %30
  %41 = getelementptr <4 x float>, ptr addrspace(1) %40, i64 %39
  %42 = getelementptr <4 x float>, ptr addrspace(1) %41, i64 %x4
  store <16 x float> splat (float 1.000000e+00), ptr addrspace(1) %42, align 16
  %43 = addrspacecast ptr addrspace(1) %28 to ptr addrspace(4)
  %44 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> splat (i32 1))
  %45 = atomicrmw volatile add ptr addrspace(4) %43, i32 %44 seq_cst, align 4
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
  %x9 = phi i64 [ %full, %partial ], [ %64, %items.next10 ]
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
  %55 = mul i64 %32, %group.id
  %56 = getelementptr <4 x float>, ptr addrspace(1) %24, i64 %30
  %57 = getelementptr <4 x float>, ptr addrspace(1) %56, i64 %55
  %58 = getelementptr <4 x float>, ptr addrspace(1) %57, i64 %x9
  %59 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  call void @llvm.masked.store.v16f32.p1(<16 x float> splat (float 1.000000e+00), ptr addrspace(1) align 16 %58, <16 x i1> %59)
  %60 = addrspacecast ptr addrspace(1) %28 to ptr addrspace(4)
  %61 = select <4 x i1> %lanes, <4 x i32> splat (i32 1), <4 x i32> zeroinitializer
  %62 = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %61)
  %63 = atomicrmw volatile add ptr addrspace(4) %60, i32 %62 seq_cst, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %64 = add nuw i64 %x9, 4
  %65 = icmp ult i64 %64, %4
  br i1 %65, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %66 = add nuw i64 %y3, 1
  %67 = icmp ult i64 %66, %6
  br i1 %67, label %y, label %after17

after17:                                          ; preds = %row.done
  %68 = add nuw i64 %z2, 1
  %69 = icmp ult i64 %68, %8
  br i1 %69, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %70 = add nuw i64 %group1, 1
  %71 = icmp ult i64 %70, %1
  br i1 %71, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

