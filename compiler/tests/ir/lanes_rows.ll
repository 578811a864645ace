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
  %17 = getelementptr i8, ptr %0, i64 0
  %18 = load ptr, ptr %17, align 8
  %19 = getelementptr i8, ptr %18, i64 16
  %20 = load i64, ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = mul i64 %6, %8
  %26 = icmp eq i64 %25, 1
  %27 = icmp eq i64 %4, 0
  %28 = select i1 %27, i64 1, i64 %4
  %29 = udiv i64 16, %28
  %30 = icmp ult i64 %29, 1
  %31 = select i1 %30, i64 1, i64 %29
  %32 = select i1 %26, i64 %1, i64 %31
  %33 = and i64 %4, 7
  %34 = icmp eq i64 %33, 0
  %35 = icmp ult i64 15, %4
  %36 = select i1 %26, i1 %35, i1 %34
  %37 = and i1 %34, %36
  %merged = select i1 %37, i64 1, i64 %32
  %38 = getelementptr i8, ptr %0, i64 8
  %39 = load i64, ptr %38, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %85, %group.next ]
  %group.id = add i64 %39, %group1
  %40 = sub i64 %1, %group1
  %41 = icmp ult i64 %40, %merged
  %42 = select i1 %41, i64 %40, i64 %merged
  %items = mul i64 %4, %42
  %43 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %43, align 8
  br label %region

region:                                           ; preds = %group
  %44 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %83, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -8
  %45 = icmp ult i64 0, %full
  br i1 %45, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %59, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %46 = mul i64 %24, %group.id
  %47 = add i64 %22, %46
  %48 = add i64 %47, %x4
  %49 = insertelement <8 x i64> poison, i64 %48, i32 0
  %50 = shufflevector <8 x i64> %49, <8 x i64> poison, <8 x i32> zeroinitializer
  %51 = add <8 x i64> %50, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %52 = insertelement <8 x i64> poison, i64 %20, i32 0
  %53 = shufflevector <8 x i64> %52, <8 x i64> poison, <8 x i32> zeroinitializer
  %54 = mul <8 x i64> %51, %53
  %55 = getelementptr inbounds nuw float, ptr addrspace(1) %12, <8 x i64> %54
  %56 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %55, <8 x i1> splat (i1 true), <8 x float> poison)
  %57 = fadd <8 x float> %56, splat (float 1.000000e+00)
  %58 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <8 x i64> %54
  call void @llvm.masked.scatter.v8f32.v8p1(<8 x float> %57, <8 x ptr addrspace(1)> align 4 %58, <8 x i1> splat (i1 true))
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %59 = add nuw i64 %x4, 8
  %60 = icmp ult i64 %59, %full
  br i1 %60, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %61 = icmp ult i64 %full, %items
  br i1 %61, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %81, %items.next10 ]
  %62 = sub i64 %items, %x9
  %63 = icmp ult i64 %62, 8
  %64 = select i1 %63, i64 %62, i64 8
  %65 = trunc i64 %64 to i32
  %66 = insertelement <8 x i32> poison, i32 %65, i32 0
  %67 = shufflevector <8 x i32> %66, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %67
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %68 = mul i64 %24, %group.id
  %69 = add i64 %22, %68
  %70 = add i64 %69, %x9
  %71 = insertelement <8 x i64> poison, i64 %70, i32 0
  %72 = shufflevector <8 x i64> %71, <8 x i64> poison, <8 x i32> zeroinitializer
  %73 = add <8 x i64> %72, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %74 = insertelement <8 x i64> poison, i64 %20, i32 0
  %75 = shufflevector <8 x i64> %74, <8 x i64> poison, <8 x i32> zeroinitializer
  %76 = mul <8 x i64> %73, %75
  %77 = getelementptr inbounds nuw float, ptr addrspace(1) %12, <8 x i64> %76
  %78 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %77, <8 x i1> %lanes, <8 x float> poison)
  %79 = fadd <8 x float> %78, splat (float 1.000000e+00)
  %80 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <8 x i64> %76
  call void @llvm.masked.scatter.v8f32.v8p1(<8 x float> %79, <8 x ptr addrspace(1)> align 4 %80, <8 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %81 = add nuw i64 %x9, 8
  %82 = icmp ult i64 %81, %items
  br i1 %82, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %83 = add nuw i64 %row2, 1
  %84 = icmp ult i64 %83, %44
  br i1 %84, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %85 = add nuw i64 %group1, %merged
  %86 = icmp ult i64 %85, %1
  br i1 %86, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x float>)

declare void @llvm.masked.scatter.v8f32.v8p1(<8 x float>, <8 x ptr addrspace(1)>, <8 x i1>)

