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
  %group1 = phi i64 [ 0, %setup ], [ %88, %group.next ]
  %group.id = add i64 %39, %group1
  %40 = sub i64 %1, %group1
  %41 = icmp ult i64 %40, %merged
  %42 = select i1 %41, i64 %40, i64 %merged
  %items = mul i64 %4, %42
  %43 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %43, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %86, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %84, %row.done ]
  %44 = mul i64 %z2, %6
  %45 = add i64 %44, %y3
  %row = mul i64 %45, %4
  %full = and i64 %items, -8
  %46 = icmp ult i64 0, %full
  br i1 %46, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %60, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %47 = mul i64 %24, %group.id
  %48 = add i64 %22, %47
  %49 = add i64 %48, %x4
  %50 = insertelement <8 x i64> poison, i64 %49, i32 0
  %51 = shufflevector <8 x i64> %50, <8 x i64> poison, <8 x i32> zeroinitializer
  %52 = add <8 x i64> %51, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %53 = insertelement <8 x i64> poison, i64 %20, i32 0
  %54 = shufflevector <8 x i64> %53, <8 x i64> poison, <8 x i32> zeroinitializer
  %55 = mul <8 x i64> %52, %54
  %56 = getelementptr inbounds nuw float, ptr addrspace(1) %12, <8 x i64> %55
  %57 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %56, <8 x i1> splat (i1 true), <8 x float> poison)
  %58 = fadd <8 x float> %57, splat (float 1.000000e+00)
  %59 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <8 x i64> %55
  call void @llvm.masked.scatter.v8f32.v8p1(<8 x float> %58, <8 x ptr addrspace(1)> align 4 %59, <8 x i1> splat (i1 true))
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %60 = add nuw i64 %x4, 8
  %61 = icmp ult i64 %60, %full
  br i1 %61, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %62 = icmp ult i64 %full, %items
  br i1 %62, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %82, %items.next10 ]
  %63 = sub i64 %items, %x9
  %64 = icmp ult i64 %63, 8
  %65 = select i1 %64, i64 %63, i64 8
  %66 = trunc i64 %65 to i32
  %67 = insertelement <8 x i32> poison, i32 %66, i32 0
  %68 = shufflevector <8 x i32> %67, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %68
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %69 = mul i64 %24, %group.id
  %70 = add i64 %22, %69
  %71 = add i64 %70, %x9
  %72 = insertelement <8 x i64> poison, i64 %71, i32 0
  %73 = shufflevector <8 x i64> %72, <8 x i64> poison, <8 x i32> zeroinitializer
  %74 = add <8 x i64> %73, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %75 = insertelement <8 x i64> poison, i64 %20, i32 0
  %76 = shufflevector <8 x i64> %75, <8 x i64> poison, <8 x i32> zeroinitializer
  %77 = mul <8 x i64> %74, %76
  %78 = getelementptr inbounds nuw float, ptr addrspace(1) %12, <8 x i64> %77
  %79 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %78, <8 x i1> %lanes, <8 x float> poison)
  %80 = fadd <8 x float> %79, splat (float 1.000000e+00)
  %81 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <8 x i64> %77
  call void @llvm.masked.scatter.v8f32.v8p1(<8 x float> %80, <8 x ptr addrspace(1)> align 4 %81, <8 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %82 = add nuw i64 %x9, 8
  %83 = icmp ult i64 %82, %items
  br i1 %83, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %84 = add nuw i64 %y3, 1
  %85 = icmp ult i64 %84, %6
  br i1 %85, label %y, label %after17

after17:                                          ; preds = %row.done
  %86 = add nuw i64 %z2, 1
  %87 = icmp ult i64 %86, %8
  br i1 %87, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %88 = add nuw i64 %group1, %merged
  %89 = icmp ult i64 %88, %1
  br i1 %89, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x float>)

declare void @llvm.masked.scatter.v8f32.v8p1(<8 x float>, <8 x ptr addrspace(1)>, <8 x i1>)

