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
  %16 = load ptr addrspace(1), ptr %15, align 1
  %17 = getelementptr i8, ptr %0, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr i8, ptr %0, i64 128
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 8
  %22 = load i64, ptr %21, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %77, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  %24 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %75, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %4, -8
  %25 = icmp ult i64 0, %full
  br i1 %25, label %vectors, label %rest

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
  %26 = mul i64 %20, %group.id
  %27 = getelementptr i32, ptr addrspace(1) %16, i64 %18
  %28 = getelementptr i32, ptr addrspace(1) %27, i64 %26
  %29 = getelementptr i32, ptr addrspace(1) %28, i64 %x4
  %30 = load <8 x i32>, ptr addrspace(1) %29, align 4
  %31 = sext <8 x i32> %30 to <8 x i64>
  %32 = getelementptr inbounds %struct.P, ptr addrspace(1) %12, <8 x i64> %31
  %33 = getelementptr inbounds nuw i8, <8 x ptr addrspace(1)> %32, i64 4
  %34 = getelementptr i8, <8 x ptr addrspace(1)> %33, i64 -4
  %35 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %34, <8 x i1> splat (i1 true), <8 x i64> poison)
  %36 = bitcast <8 x i64> %35 to <16 x float>
  %37 = shufflevector <16 x float> %36, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %38 = shufflevector <16 x float> %36, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %39 = shufflevector <8 x float> %37, <8 x float> %38, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %40 = shufflevector <8 x float> %37, <8 x float> %38, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %41 = getelementptr i8, <8 x ptr addrspace(1)> %34, i64 8
  %42 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %41, <8 x i1> splat (i1 true), <8 x float> poison)
  %43 = fadd <8 x float> %40, %42
  %44 = fadd <8 x float> %39, %43
  call void @llvm.masked.scatter.v8f32.v8p1(<8 x float> %44, <8 x ptr addrspace(1)> align 4 %32, <8 x i1> splat (i1 true))
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %45 = add nuw i64 %x4, 8
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
  %x9 = phi i64 [ %full, %partial ], [ %73, %items.next10 ]
  %48 = sub i64 %4, %x9
  %49 = icmp ult i64 %48, 8
  %50 = select i1 %49, i64 %48, i64 8
  %51 = trunc i64 %50 to i32
  %52 = insertelement <8 x i32> poison, i32 %51, i32 0
  %53 = shufflevector <8 x i32> %52, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %53
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %54 = mul i64 %20, %group.id
  %55 = getelementptr i32, ptr addrspace(1) %16, i64 %18
  %56 = getelementptr i32, ptr addrspace(1) %55, i64 %54
  %57 = getelementptr i32, ptr addrspace(1) %56, i64 %x9
  %58 = call <8 x i32> @llvm.masked.load.v8i32.p1(ptr addrspace(1) align 4 %57, <8 x i1> %lanes, <8 x i32> poison)
  %59 = sext <8 x i32> %58 to <8 x i64>
  %60 = getelementptr inbounds %struct.P, ptr addrspace(1) %12, <8 x i64> %59
  %61 = getelementptr inbounds nuw i8, <8 x ptr addrspace(1)> %60, i64 4
  %62 = getelementptr i8, <8 x ptr addrspace(1)> %61, i64 -4
  %63 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %62, <8 x i1> %lanes, <8 x i64> poison)
  %64 = bitcast <8 x i64> %63 to <16 x float>
  %65 = shufflevector <16 x float> %64, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %66 = shufflevector <16 x float> %64, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %67 = shufflevector <8 x float> %65, <8 x float> %66, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %68 = shufflevector <8 x float> %65, <8 x float> %66, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %69 = getelementptr i8, <8 x ptr addrspace(1)> %62, i64 8
  %70 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %69, <8 x i1> %lanes, <8 x float> poison)
  %71 = fadd <8 x float> %68, %70
  %72 = fadd <8 x float> %67, %71
  call void @llvm.masked.scatter.v8f32.v8p1(<8 x float> %72, <8 x ptr addrspace(1)> align 4 %60, <8 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %73 = add nuw i64 %x9, 8
  %74 = icmp ult i64 %73, %4
  br i1 %74, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %75 = add nuw i64 %row2, 1
  %76 = icmp ult i64 %75, %24
  br i1 %76, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %77 = add nuw i64 %group1, 1
  %78 = icmp ult i64 %77, %1
  br i1 %78, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x i64>)

declare <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x float>)

declare void @llvm.masked.scatter.v8f32.v8p1(<8 x float>, <8 x ptr addrspace(1)>, <8 x i1>)

declare <8 x i32> @llvm.masked.load.v8i32.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x i32>)

