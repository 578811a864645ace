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
  %group1 = phi i64 [ 0, %setup ], [ %132, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %130, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %128, %row.done ]
  %24 = mul i64 %z2, %6
  %25 = add i64 %24, %y3
  %row = mul i64 %25, %4
  %full = and i64 %4, -4
  %26 = icmp ult i64 0, %full
  br i1 %26, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %71, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %27 = mul i64 %20, %group.id
  %28 = getelementptr %struct.P, ptr addrspace(1) %12, i64 %18
  %29 = getelementptr %struct.P, ptr addrspace(1) %28, i64 %27
  %30 = getelementptr %struct.P, ptr addrspace(1) %29, i64 %x4
  %31 = load <16 x float>, ptr addrspace(1) %30, align 4
  %32 = shufflevector <16 x float> %31, <16 x float> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %33 = shufflevector <16 x float> %31, <16 x float> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %34 = shufflevector <16 x float> %31, <16 x float> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  %35 = shufflevector <16 x float> %31, <16 x float> poison, <4 x i32> <i32 12, i32 13, i32 14, i32 15>
  %36 = shufflevector <4 x float> %32, <4 x float> %33, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %37 = shufflevector <4 x float> %34, <4 x float> %35, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %38 = shufflevector <4 x float> %36, <4 x float> %37, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %39 = shufflevector <4 x float> %36, <4 x float> %37, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %40 = shufflevector <4 x float> %32, <4 x float> %33, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %41 = shufflevector <4 x float> %34, <4 x float> %35, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %42 = shufflevector <4 x float> %40, <4 x float> %41, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %43 = shufflevector <4 x float> %40, <4 x float> %41, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %44 = insertelement <4 x float> poison, float %16, i32 0
  %45 = shufflevector <4 x float> %44, <4 x float> poison, <4 x i32> zeroinitializer
  %46 = fmul <4 x float> %38, %45
  %47 = insertelement <4 x float> poison, float %16, i32 0
  %48 = shufflevector <4 x float> %47, <4 x float> poison, <4 x i32> zeroinitializer
  %49 = fmul <4 x float> %42, %48
  %50 = insertelement <4 x float> poison, float %16, i32 0
  %51 = shufflevector <4 x float> %50, <4 x float> poison, <4 x i32> zeroinitializer
  %52 = fmul <4 x float> %39, %51
  %53 = getelementptr i8, ptr addrspace(1) %30, i64 12
  %54 = bitcast <4 x float> %43 to <4 x i32>
  %55 = add nsw <4 x i32> %54, splat (i32 1)
  %56 = getelementptr i8, ptr addrspace(1) %53, i64 -12
  %57 = bitcast <4 x float> %46 to <4 x i32>
  %58 = bitcast <4 x float> %49 to <4 x i32>
  %59 = bitcast <4 x float> %52 to <4 x i32>
  %60 = shufflevector <4 x i32> %57, <4 x i32> %59, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %61 = shufflevector <4 x i32> %57, <4 x i32> %59, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %62 = shufflevector <4 x i32> %58, <4 x i32> %55, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %63 = shufflevector <4 x i32> %58, <4 x i32> %55, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %64 = shufflevector <4 x i32> %60, <4 x i32> %62, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %65 = shufflevector <4 x i32> %60, <4 x i32> %62, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %66 = shufflevector <4 x i32> %61, <4 x i32> %63, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %67 = shufflevector <4 x i32> %61, <4 x i32> %63, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %68 = shufflevector <4 x i32> %64, <4 x i32> %65, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %69 = shufflevector <4 x i32> %66, <4 x i32> %67, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %70 = shufflevector <8 x i32> %68, <8 x i32> %69, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  store <16 x i32> %70, ptr addrspace(1) %56, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %71 = add nuw i64 %x4, 4
  %72 = icmp ult i64 %71, %full
  br i1 %72, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %73 = icmp ult i64 %full, %4
  br i1 %73, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %126, %items.next10 ]
  %74 = sub i64 %4, %x9
  %75 = icmp ult i64 %74, 4
  %76 = select i1 %75, i64 %74, i64 4
  %77 = trunc i64 %76 to i32
  %78 = insertelement <4 x i32> poison, i32 %77, i32 0
  %79 = shufflevector <4 x i32> %78, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %79
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %80 = mul i64 %20, %group.id
  %81 = getelementptr %struct.P, ptr addrspace(1) %12, i64 %18
  %82 = getelementptr %struct.P, ptr addrspace(1) %81, i64 %80
  %83 = getelementptr %struct.P, ptr addrspace(1) %82, i64 %x9
  %84 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  %85 = call <16 x float> @llvm.masked.load.v16f32.p1(ptr addrspace(1) align 4 %83, <16 x i1> %84, <16 x float> poison)
  %86 = shufflevector <16 x float> %85, <16 x float> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %87 = shufflevector <16 x float> %85, <16 x float> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %88 = shufflevector <16 x float> %85, <16 x float> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  %89 = shufflevector <16 x float> %85, <16 x float> poison, <4 x i32> <i32 12, i32 13, i32 14, i32 15>
  %90 = shufflevector <4 x float> %86, <4 x float> %87, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %91 = shufflevector <4 x float> %88, <4 x float> %89, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %92 = shufflevector <4 x float> %90, <4 x float> %91, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %93 = shufflevector <4 x float> %90, <4 x float> %91, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %94 = shufflevector <4 x float> %86, <4 x float> %87, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %95 = shufflevector <4 x float> %88, <4 x float> %89, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %96 = shufflevector <4 x float> %94, <4 x float> %95, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %97 = shufflevector <4 x float> %94, <4 x float> %95, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %98 = insertelement <4 x float> poison, float %16, i32 0
  %99 = shufflevector <4 x float> %98, <4 x float> poison, <4 x i32> zeroinitializer
  %100 = fmul <4 x float> %92, %99
  %101 = insertelement <4 x float> poison, float %16, i32 0
  %102 = shufflevector <4 x float> %101, <4 x float> poison, <4 x i32> zeroinitializer
  %103 = fmul <4 x float> %96, %102
  %104 = insertelement <4 x float> poison, float %16, i32 0
  %105 = shufflevector <4 x float> %104, <4 x float> poison, <4 x i32> zeroinitializer
  %106 = fmul <4 x float> %93, %105
  %107 = getelementptr i8, ptr addrspace(1) %83, i64 12
  %108 = bitcast <4 x float> %97 to <4 x i32>
  %109 = add nsw <4 x i32> %108, splat (i32 1)
  %110 = getelementptr i8, ptr addrspace(1) %107, i64 -12
  %111 = bitcast <4 x float> %100 to <4 x i32>
  %112 = bitcast <4 x float> %103 to <4 x i32>
  %113 = bitcast <4 x float> %106 to <4 x i32>
  %114 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <16 x i32> <i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3>
  %115 = shufflevector <4 x i32> %111, <4 x i32> %113, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %116 = shufflevector <4 x i32> %111, <4 x i32> %113, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %117 = shufflevector <4 x i32> %112, <4 x i32> %109, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %118 = shufflevector <4 x i32> %112, <4 x i32> %109, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %119 = shufflevector <4 x i32> %115, <4 x i32> %117, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %120 = shufflevector <4 x i32> %115, <4 x i32> %117, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %121 = shufflevector <4 x i32> %116, <4 x i32> %118, <4 x i32> <i32 0, i32 4, i32 1, i32 5>
  %122 = shufflevector <4 x i32> %116, <4 x i32> %118, <4 x i32> <i32 2, i32 6, i32 3, i32 7>
  %123 = shufflevector <4 x i32> %119, <4 x i32> %120, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %124 = shufflevector <4 x i32> %121, <4 x i32> %122, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %125 = shufflevector <8 x i32> %123, <8 x i32> %124, <16 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  call void @llvm.masked.store.v16i32.p1(<16 x i32> %125, ptr addrspace(1) align 4 %110, <16 x i1> %114)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %126 = add nuw i64 %x9, 4
  %127 = icmp ult i64 %126, %4
  br i1 %127, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %128 = add nuw i64 %y3, 1
  %129 = icmp ult i64 %128, %6
  br i1 %129, label %y, label %after17

after17:                                          ; preds = %row.done
  %130 = add nuw i64 %z2, 1
  %131 = icmp ult i64 %130, %8
  br i1 %131, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %132 = add nuw i64 %group1, 1
  %133 = icmp ult i64 %132, %1
  br i1 %133, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <16 x float> @llvm.masked.load.v16f32.p1(ptr addrspace(1) captures(none), <16 x i1>, <16 x float>)

declare void @llvm.masked.store.v16i32.p1(<16 x i32>, ptr addrspace(1) captures(none), <16 x i1>)

