%struct.P = type { float, float, float, i32 }

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
  %16 = load float, ptr %15, align 1
  %17 = getelementptr i8, ptr %0, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr i8, ptr %0, i64 128
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 8
  %22 = load i64, ptr %21, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %129, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  %24 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %127, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %4, -4
  %25 = icmp ult i64 0, %full
  br i1 %25, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %70, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %26 = mul i64 %20, %group.id
  %27 = getelementptr %struct.P, ptr addrspace(1) %12, i64 %18
  %28 = getelementptr %struct.P, ptr addrspace(1) %27, i64 %26
  %29 = getelementptr %struct.P, ptr addrspace(1) %28, i64 %x4
  %30 = load <16 x float>, ptr addrspace(1) %29, align 4
  %31 = shufflevector <16 x float> %30, <16 x float> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %32 = shufflevector <16 x float> %30, <16 x float> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %33 = shufflevector <16 x float> %30, <16 x float> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  %34 = shufflevector <16 x float> %30, <16 x float> poison, <4 x i32> <i32 12, i32 13, i32 14, i32 15>
  %35 = shufflevector <4 x float> %31, <4 x float> %32, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %36 = shufflevector <4 x float> %33, <4 x float> %34, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %37 = shufflevector <4 x float> %35, <4 x float> %36, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %38 = shufflevector <4 x float> %35, <4 x float> %36, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %39 = shufflevector <4 x float> %31, <4 x float> %32, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %40 = shufflevector <4 x float> %33, <4 x float> %34, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %41 = shufflevector <4 x float> %39, <4 x float> %40, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %42 = shufflevector <4 x float> %39, <4 x float> %40, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %43 = insertelement <4 x float> poison, float %16, i32 0
  %44 = shufflevector <4 x float> %43, <4 x float> poison, <4 x i32> zeroinitializer
  %45 = fmul <4 x float> %37, %44
  %46 = insertelement <4 x float> poison, float %16, i32 0
  %47 = shufflevector <4 x float> %46, <4 x float> poison, <4 x i32> zeroinitializer
  %48 = fmul <4 x float> %41, %47
  %49 = insertelement <4 x float> poison, float %16, i32 0
  %50 = shufflevector <4 x float> %49, <4 x float> poison, <4 x i32> zeroinitializer
  %51 = fmul <4 x float> %38, %50
  %52 = getelementptr i8, ptr addrspace(1) %29, i64 12
  %53 = bitcast <4 x float> %42 to <4 x i32>
  %54 = add nsw <4 x i32> %53, splat (i32 1)
  %55 = getelementptr i8, ptr addrspace(1) %52, i64 -12
  %56 = bitcast <4 x float> %45 to <4 x i32>
  %57 = bitcast <4 x float> %48 to <4 x i32>
  %58 = bitcast <4 x float> %51 to <4 x i32>
  %59 = shufflevector <4 x i32> %56, <4 x i32> %58, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %60 = shufflevector <4 x i32> %56, <4 x i32> %58, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %61 = shufflevector <4 x i32> %57, <4 x i32> %54, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %62 = shufflevector <4 x i32> %57, <4 x i32> %54, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %63 = shufflevector <4 x i32> %59, <4 x i32> %61, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %64 = shufflevector <4 x i32> %59, <4 x i32> %61, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %65 = shufflevector <4 x i32> %60, <4 x i32> %62, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %66 = shufflevector <4 x i32> %60, <4 x i32> %62, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %67 = shufflevector <4 x i32> %63, <4 x i32> %64, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %68 = shufflevector <4 x i32> %65, <4 x i32> %66, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %69 = shufflevector <8 x i32> %67, <8 x i32> %68, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  store <16 x i32> %69, ptr addrspace(1) %55, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %70 = add nuw i64 %x4, 4
  %71 = icmp ult i64 %70, %full
  br i1 %71, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %72 = icmp ult i64 %full, %4
  br i1 %72, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %125, %items.next10 ]
  %73 = sub i64 %4, %x9
  %74 = icmp ult i64 %73, 4
  %75 = select i1 %74, i64 %73, i64 4
  %76 = trunc i64 %75 to i32
  %77 = insertelement <4 x i32> poison, i32 %76, i32 0
  %78 = shufflevector <4 x i32> %77, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %78
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %79 = mul i64 %20, %group.id
  %80 = getelementptr %struct.P, ptr addrspace(1) %12, i64 %18
  %81 = getelementptr %struct.P, ptr addrspace(1) %80, i64 %79
  %82 = getelementptr %struct.P, ptr addrspace(1) %81, i64 %x9
  %83 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  %84 = call <16 x float> @llvm.masked.load.v16f32.p1(ptr addrspace(1) align 4 %82, <16 x i1> %83, <16 x float> poison)
  %85 = shufflevector <16 x float> %84, <16 x float> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %86 = shufflevector <16 x float> %84, <16 x float> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %87 = shufflevector <16 x float> %84, <16 x float> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  %88 = shufflevector <16 x float> %84, <16 x float> poison, <4 x i32> <i32 12, i32 13, i32 14, i32 15>
  %89 = shufflevector <4 x float> %85, <4 x float> %86, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %90 = shufflevector <4 x float> %87, <4 x float> %88, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %91 = shufflevector <4 x float> %89, <4 x float> %90, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %92 = shufflevector <4 x float> %89, <4 x float> %90, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %93 = shufflevector <4 x float> %85, <4 x float> %86, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %94 = shufflevector <4 x float> %87, <4 x float> %88, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %95 = shufflevector <4 x float> %93, <4 x float> %94, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %96 = shufflevector <4 x float> %93, <4 x float> %94, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %97 = insertelement <4 x float> poison, float %16, i32 0
  %98 = shufflevector <4 x float> %97, <4 x float> poison, <4 x i32> zeroinitializer
  %99 = fmul <4 x float> %91, %98
  %100 = insertelement <4 x float> poison, float %16, i32 0
  %101 = shufflevector <4 x float> %100, <4 x float> poison, <4 x i32> zeroinitializer
  %102 = fmul <4 x float> %95, %101
  %103 = insertelement <4 x float> poison, float %16, i32 0
  %104 = shufflevector <4 x float> %103, <4 x float> poison, <4 x i32> zeroinitializer
  %105 = fmul <4 x float> %92, %104
  %106 = getelementptr i8, ptr addrspace(1) %82, i64 12
  %107 = bitcast <4 x float> %96 to <4 x i32>
  %108 = add nsw <4 x i32> %107, splat (i32 1)
  %109 = getelementptr i8, ptr addrspace(1) %106, i64 -12
  %110 = bitcast <4 x float> %99 to <4 x i32>
  %111 = bitcast <4 x float> %102 to <4 x i32>
  %112 = bitcast <4 x float> %105 to <4 x i32>
  %113 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  %114 = shufflevector <4 x i32> %110, <4 x i32> %112, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %115 = shufflevector <4 x i32> %110, <4 x i32> %112, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %116 = shufflevector <4 x i32> %111, <4 x i32> %108, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %117 = shufflevector <4 x i32> %111, <4 x i32> %108, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %118 = shufflevector <4 x i32> %114, <4 x i32> %116, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %119 = shufflevector <4 x i32> %114, <4 x i32> %116, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %120 = shufflevector <4 x i32> %115, <4 x i32> %117, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %121 = shufflevector <4 x i32> %115, <4 x i32> %117, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %122 = shufflevector <4 x i32> %118, <4 x i32> %119, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %123 = shufflevector <4 x i32> %120, <4 x i32> %121, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %124 = shufflevector <8 x i32> %122, <8 x i32> %123, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  call void @llvm.masked.store.v16i32.p1(<16 x i32> %124, ptr addrspace(1) align 4 %109, <16 x i1> %113)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %125 = add nuw i64 %x9, 4
  %126 = icmp ult i64 %125, %4
  br i1 %126, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %127 = add nuw i64 %row2, 1
  %128 = icmp ult i64 %127, %24
  br i1 %128, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %129 = add nuw i64 %group1, 1
  %130 = icmp ult i64 %129, %1
  br i1 %130, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <16 x float> @llvm.masked.load.v16f32.p1(ptr addrspace(1) captures(none), <16 x i1>, <16 x float>)

declare void @llvm.masked.store.v16i32.p1(<16 x i32>, ptr addrspace(1) captures(none), <16 x i1>)

