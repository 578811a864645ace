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
  %group1 = phi i64 [ 0, %setup ], [ %80, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %78, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %76, %row.done ]
  %24 = mul i64 %z2, %6
  %25 = add i64 %24, %y3
  %row = mul i64 %25, %4
  %full = and i64 %4, -8
  %26 = icmp ult i64 0, %full
  br i1 %26, label %vectors, label %rest

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
  %27 = mul i64 %20, %group.id
  %28 = getelementptr i32, ptr addrspace(1) %16, i64 %18
  %29 = getelementptr i32, ptr addrspace(1) %28, i64 %27
  %30 = getelementptr i32, ptr addrspace(1) %29, i64 %x4
  %31 = load <8 x i32>, ptr addrspace(1) %30, align 4
  %32 = sext <8 x i32> %31 to <8 x i64>
  %33 = getelementptr inbounds %struct.P, ptr addrspace(1) %12, <8 x i64> %32
  %34 = getelementptr inbounds nuw i8, <8 x ptr addrspace(1)> %33, i64 4
  %35 = getelementptr i8, <8 x ptr addrspace(1)> %34, i64 -4
  %36 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %35, <8 x i1> splat (i1 true), <8 x i64> poison)
  %37 = bitcast <8 x i64> %36 to <16 x float>
  %38 = shufflevector <16 x float> %37, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %39 = shufflevector <16 x float> %37, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %40 = shufflevector <8 x float> %38, <8 x float> %39, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %41 = shufflevector <8 x float> %38, <8 x float> %39, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %42 = getelementptr i8, <8 x ptr addrspace(1)> %35, i64 8
  %43 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %42, <8 x i1> splat (i1 true), <8 x float> poison)
  %44 = fadd <8 x float> %41, %43
  %45 = fadd <8 x float> %40, %44
  call void @llvm.masked.scatter.v8f32.v8p1(<8 x float> %45, <8 x ptr addrspace(1)> align 4 %33, <8 x i1> splat (i1 true))
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %46 = add nuw i64 %x4, 8
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
  %x9 = phi i64 [ %full, %partial ], [ %74, %items.next10 ]
  %49 = sub i64 %4, %x9
  %50 = icmp ult i64 %49, 8
  %51 = select i1 %50, i64 %49, i64 8
  %52 = trunc i64 %51 to i32
  %53 = insertelement <8 x i32> poison, i32 %52, i32 0
  %54 = shufflevector <8 x i32> %53, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %54
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %55 = mul i64 %20, %group.id
  %56 = getelementptr i32, ptr addrspace(1) %16, i64 %18
  %57 = getelementptr i32, ptr addrspace(1) %56, i64 %55
  %58 = getelementptr i32, ptr addrspace(1) %57, i64 %x9
  %59 = call <8 x i32> @llvm.masked.load.v8i32.p1(ptr addrspace(1) align 4 %58, <8 x i1> %lanes, <8 x i32> poison)
  %60 = sext <8 x i32> %59 to <8 x i64>
  %61 = getelementptr inbounds %struct.P, ptr addrspace(1) %12, <8 x i64> %60
  %62 = getelementptr inbounds nuw i8, <8 x ptr addrspace(1)> %61, i64 4
  %63 = getelementptr i8, <8 x ptr addrspace(1)> %62, i64 -4
  %64 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %63, <8 x i1> %lanes, <8 x i64> poison)
  %65 = bitcast <8 x i64> %64 to <16 x float>
  %66 = shufflevector <16 x float> %65, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %67 = shufflevector <16 x float> %65, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %68 = shufflevector <8 x float> %66, <8 x float> %67, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %69 = shufflevector <8 x float> %66, <8 x float> %67, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %70 = getelementptr i8, <8 x ptr addrspace(1)> %63, i64 8
  %71 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %70, <8 x i1> %lanes, <8 x float> poison)
  %72 = fadd <8 x float> %69, %71
  %73 = fadd <8 x float> %68, %72
  call void @llvm.masked.scatter.v8f32.v8p1(<8 x float> %73, <8 x ptr addrspace(1)> align 4 %61, <8 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %74 = add nuw i64 %x9, 8
  %75 = icmp ult i64 %74, %4
  br i1 %75, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %76 = add nuw i64 %y3, 1
  %77 = icmp ult i64 %76, %6
  br i1 %77, label %y, label %after17

after17:                                          ; preds = %row.done
  %78 = add nuw i64 %z2, 1
  %79 = icmp ult i64 %78, %8
  br i1 %79, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %80 = add nuw i64 %group1, 1
  %81 = icmp ult i64 %80, %1
  br i1 %81, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x i64>)

declare <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x float>)

declare void @llvm.masked.scatter.v8f32.v8p1(<8 x float>, <8 x ptr addrspace(1)>, <8 x i1>)

declare <8 x i32> @llvm.masked.load.v8i32.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x i32>)

