%struct.P = type { float, float, float, float, float, float, float, float }

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
  %16 = load ptr addrspace(1), ptr %15, align 1
  %17 = getelementptr i8, ptr %0, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr i8, ptr %0, i64 128
  %20 = load i64, ptr %19, align 8
  %21 = mul i64 %6, %8
  %22 = icmp eq i64 %21, 1
  %23 = icmp eq i64 %4, 0
  %24 = select i1 %23, i64 1, i64 %4
  %25 = udiv i64 16, %24
  %26 = icmp ult i64 %25, 1
  %27 = select i1 %26, i64 1, i64 %25
  %28 = select i1 %22, i64 %1, i64 %27
  %29 = and i64 %4, 3
  %30 = icmp eq i64 %29, 0
  %31 = icmp ult i64 15, %4
  %32 = select i1 %22, i1 %31, i1 %30
  %33 = and i1 %30, %32
  %merged = select i1 %33, i64 1, i64 %28
  %34 = getelementptr i8, ptr %0, i64 8
  %35 = load i64, ptr %34, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %131, %group.next ]
  %group.id = add i64 %35, %group1
  %36 = sub i64 %1, %group1
  %37 = icmp ult i64 %36, %merged
  %38 = select i1 %37, i64 %36, i64 %merged
  %items = mul i64 %4, %38
  %39 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %39, align 8
  br label %region

region:                                           ; preds = %group
  %40 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %129, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -4
  %41 = icmp ult i64 0, %full
  br i1 %41, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %79, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %42 = mul i64 %20, %group.id
  %43 = add i64 %18, %42
  %44 = add i64 %43, %x4
  %45 = getelementptr %struct.P, ptr addrspace(1) %12, i64 %44
  %46 = getelementptr i8, ptr addrspace(1) %45, i64 4
  %47 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %46, <32 x i1> <i1 true, i1 true, i1 true, i1 false, i1 false, i1 false, i1 false, i1 false, i1 true, i1 true, i1 true, i1 false, i1 false, i1 false, i1 false, i1 false, i1 true, i1 true, i1 true, i1 false, i1 false, i1 false, i1 false, i1 false, i1 true, i1 true, i1 true, i1 false, i1 false, i1 false, i1 false, i1 false>, <32 x float> poison)
  %48 = shufflevector <32 x float> %47, <32 x float> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %49 = shufflevector <32 x float> %47, <32 x float> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %50 = shufflevector <32 x float> %47, <32 x float> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  %51 = shufflevector <32 x float> %47, <32 x float> poison, <4 x i32> <i32 12, i32 13, i32 14, i32 15>
  %52 = shufflevector <32 x float> %47, <32 x float> poison, <4 x i32> <i32 16, i32 17, i32 18, i32 19>
  %53 = shufflevector <32 x float> %47, <32 x float> poison, <4 x i32> <i32 20, i32 21, i32 22, i32 23>
  %54 = shufflevector <32 x float> %47, <32 x float> poison, <4 x i32> <i32 24, i32 25, i32 26, i32 27>
  %55 = shufflevector <32 x float> %47, <32 x float> poison, <4 x i32> <i32 28, i32 29, i32 30, i32 31>
  %56 = shufflevector <4 x float> %48, <4 x float> %49, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %57 = shufflevector <4 x float> %50, <4 x float> %51, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %58 = shufflevector <4 x float> %52, <4 x float> %53, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %59 = shufflevector <4 x float> %54, <4 x float> %55, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %60 = shufflevector <4 x float> %56, <4 x float> %57, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %61 = shufflevector <4 x float> %58, <4 x float> %59, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %62 = shufflevector <4 x float> %60, <4 x float> %61, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %63 = shufflevector <4 x float> %56, <4 x float> %57, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %64 = shufflevector <4 x float> %58, <4 x float> %59, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %65 = shufflevector <4 x float> %63, <4 x float> %64, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %66 = shufflevector <4 x float> %48, <4 x float> %49, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %67 = shufflevector <4 x float> %50, <4 x float> %51, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %68 = shufflevector <4 x float> %52, <4 x float> %53, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %69 = shufflevector <4 x float> %54, <4 x float> %55, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %70 = shufflevector <4 x float> %66, <4 x float> %67, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %71 = shufflevector <4 x float> %68, <4 x float> %69, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %72 = shufflevector <4 x float> %70, <4 x float> %71, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %73 = fadd <4 x float> %62, %72
  %74 = fadd <4 x float> %73, %65
  %75 = getelementptr float, ptr addrspace(1) %16, i64 %44
  store <4 x float> %74, ptr addrspace(1) %75, align 4
  %76 = getelementptr i8, ptr addrspace(1) %45, <4 x i64> <i64 0, i64 32, i64 64, i64 96>
  %77 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %76, <4 x i1> splat (i1 true), <4 x float> poison)
  %78 = getelementptr i8, ptr addrspace(1) %75, i64 4
  store <4 x float> %77, ptr addrspace(1) %78, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %79 = add nuw i64 %x4, 4
  %80 = icmp ult i64 %79, %full
  br i1 %80, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %81 = icmp ult i64 %full, %items
  br i1 %81, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %127, %items.next10 ]
  %82 = sub i64 %items, %x9
  %83 = icmp ult i64 %82, 4
  %84 = select i1 %83, i64 %82, i64 4
  %85 = trunc i64 %84 to i32
  %86 = insertelement <4 x i32> poison, i32 %85, i32 0
  %87 = shufflevector <4 x i32> %86, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %87
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %88 = mul i64 %20, %group.id
  %89 = add i64 %18, %88
  %90 = add i64 %89, %x9
  %91 = getelementptr %struct.P, ptr addrspace(1) %12, i64 %90
  %92 = getelementptr i8, ptr addrspace(1) %91, i64 4
  %93 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <32 x i32> <i32 0, i32 0, i32 0, i32 0, i32 0, i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 1, i32 1, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 2, i32 2, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3, i32 3, i32 3, i32 3, i32 3, i32 3>
  %94 = and <32 x i1> %93, <i1 true, i1 true, i1 true, i1 false, i1 false, i1 false, i1 false, i1 false, i1 true, i1 true, i1 true, i1 false, i1 false, i1 false, i1 false, i1 false, i1 true, i1 true, i1 true, i1 false, i1 false, i1 false, i1 false, i1 false, i1 true, i1 true, i1 true, i1 false, i1 false, i1 false, i1 false, i1 false>
  %95 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %92, <32 x i1> %94, <32 x float> poison)
  %96 = shufflevector <32 x float> %95, <32 x float> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %97 = shufflevector <32 x float> %95, <32 x float> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %98 = shufflevector <32 x float> %95, <32 x float> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  %99 = shufflevector <32 x float> %95, <32 x float> poison, <4 x i32> <i32 12, i32 13, i32 14, i32 15>
  %100 = shufflevector <32 x float> %95, <32 x float> poison, <4 x i32> <i32 16, i32 17, i32 18, i32 19>
  %101 = shufflevector <32 x float> %95, <32 x float> poison, <4 x i32> <i32 20, i32 21, i32 22, i32 23>
  %102 = shufflevector <32 x float> %95, <32 x float> poison, <4 x i32> <i32 24, i32 25, i32 26, i32 27>
  %103 = shufflevector <32 x float> %95, <32 x float> poison, <4 x i32> <i32 28, i32 29, i32 30, i32 31>
  %104 = shufflevector <4 x float> %96, <4 x float> %97, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %105 = shufflevector <4 x float> %98, <4 x float> %99, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %106 = shufflevector <4 x float> %100, <4 x float> %101, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %107 = shufflevector <4 x float> %102, <4 x float> %103, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %108 = shufflevector <4 x float> %104, <4 x float> %105, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %109 = shufflevector <4 x float> %106, <4 x float> %107, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %110 = shufflevector <4 x float> %108, <4 x float> %109, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %111 = shufflevector <4 x float> %104, <4 x float> %105, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %112 = shufflevector <4 x float> %106, <4 x float> %107, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %113 = shufflevector <4 x float> %111, <4 x float> %112, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %114 = shufflevector <4 x float> %96, <4 x float> %97, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %115 = shufflevector <4 x float> %98, <4 x float> %99, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %116 = shufflevector <4 x float> %100, <4 x float> %101, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %117 = shufflevector <4 x float> %102, <4 x float> %103, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %118 = shufflevector <4 x float> %114, <4 x float> %115, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %119 = shufflevector <4 x float> %116, <4 x float> %117, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %120 = shufflevector <4 x float> %118, <4 x float> %119, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %121 = fadd <4 x float> %110, %120
  %122 = fadd <4 x float> %121, %113
  %123 = getelementptr float, ptr addrspace(1) %16, i64 %90
  call void @llvm.masked.store.v4f32.p1(<4 x float> %122, ptr addrspace(1) align 4 %123, <4 x i1> %lanes)
  %124 = getelementptr i8, ptr addrspace(1) %91, <4 x i64> <i64 0, i64 32, i64 64, i64 96>
  %125 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %124, <4 x i1> %lanes, <4 x float> poison)
  %126 = getelementptr i8, ptr addrspace(1) %123, i64 4
  call void @llvm.masked.store.v4f32.p1(<4 x float> %125, ptr addrspace(1) align 4 %126, <4 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %127 = add nuw i64 %x9, 4
  %128 = icmp ult i64 %127, %items
  br i1 %128, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %129 = add nuw i64 %row2, 1
  %130 = icmp ult i64 %129, %40
  br i1 %130, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %131 = add nuw i64 %group1, %merged
  %132 = icmp ult i64 %131, %1
  br i1 %132, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) captures(none), <32 x i1>, <32 x float>)

declare <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)>, <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

