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
  %13 = getelementptr i8, ptr %0, i64 56
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr i8, ptr %0, i64 128
  %16 = load i64, ptr %15, align 8
  %17 = mul i64 %6, %8
  %18 = icmp eq i64 %17, 1
  %19 = icmp eq i64 %4, 0
  %20 = select i1 %19, i64 1, i64 %4
  %21 = udiv i64 16, %20
  %22 = icmp ult i64 %21, 1
  %23 = select i1 %22, i64 1, i64 %21
  %24 = select i1 %18, i64 %1, i64 %23
  %25 = and i64 %4, 3
  %26 = icmp eq i64 %25, 0
  %27 = icmp ult i64 15, %4
  %28 = select i1 %18, i1 %27, i1 %26
  %29 = and i1 %26, %28
  %merged = select i1 %29, i64 1, i64 %24
  %30 = getelementptr i8, ptr %0, i64 8
  %31 = load i64, ptr %30, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %84, %group.next ]
  %group.id = add i64 %31, %group1
  %32 = sub i64 %1, %group1
  %33 = icmp ult i64 %32, %merged
  %34 = select i1 %33, i64 %32, i64 %merged
  %items = mul i64 %4, %34
  %35 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %35, align 8
  br label %region

region:                                           ; preds = %group
  %36 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %82, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %items, -4
  %37 = icmp ult i64 0, %full
  br i1 %37, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %51, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %38 = mul i64 %16, %group.id
  %39 = add i64 %14, %38
  %40 = add i64 %39, %x4
  %41 = mul i64 %40, 12
  %42 = getelementptr i8, ptr addrspace(1) %12, i64 %41
  %43 = getelementptr i8, ptr addrspace(1) %42, i64 4
  %44 = call <12 x float> @llvm.masked.load.v12f32.p1(ptr addrspace(1) align 4 %43, <12 x i1> <i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false>, <12 x float> poison)
  %45 = shufflevector <12 x float> %44, <12 x float> poison, <4 x i32> <i32 0, i32 3, i32 6, i32 9>
  %46 = shufflevector <4 x float> poison, <4 x float> %45, <4 x i32> <i32 4, i32 poison, i32 poison, i32 5>
  %47 = shufflevector <4 x float> poison, <4 x float> %45, <4 x i32> <i32 poison, i32 poison, i32 6, i32 poison>
  %48 = shufflevector <4 x float> poison, <4 x float> %45, <4 x i32> <i32 poison, i32 7, i32 poison, i32 poison>
  call void @llvm.masked.store.v4f32.p1(<4 x float> %46, ptr addrspace(1) align 4 %42, <4 x i1> <i1 true, i1 false, i1 false, i1 true>)
  %49 = getelementptr i8, ptr addrspace(1) %42, i64 16
  call void @llvm.masked.store.v4f32.p1(<4 x float> %47, ptr addrspace(1) align 4 %49, <4 x i1> <i1 false, i1 false, i1 true, i1 false>)
  %50 = getelementptr i8, ptr addrspace(1) %42, i64 32
  call void @llvm.masked.store.v4f32.p1(<4 x float> %48, ptr addrspace(1) align 4 %50, <4 x i1> <i1 false, i1 true, i1 false, i1 false>)
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %51 = add nuw i64 %x4, 4
  %52 = icmp ult i64 %51, %full
  br i1 %52, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %53 = icmp ult i64 %full, %items
  br i1 %53, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %80, %items.next10 ]
  %54 = sub i64 %items, %x9
  %55 = icmp ult i64 %54, 4
  %56 = select i1 %55, i64 %54, i64 4
  %57 = trunc i64 %56 to i32
  %58 = insertelement <4 x i32> poison, i32 %57, i32 0
  %59 = shufflevector <4 x i32> %58, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %59
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %60 = mul i64 %16, %group.id
  %61 = add i64 %14, %60
  %62 = add i64 %61, %x9
  %63 = mul i64 %62, 12
  %64 = getelementptr i8, ptr addrspace(1) %12, i64 %63
  %65 = getelementptr i8, ptr addrspace(1) %64, i64 4
  %66 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <12 x i32> <i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3>
  %67 = and <12 x i1> %66, <i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false>
  %68 = call <12 x float> @llvm.masked.load.v12f32.p1(ptr addrspace(1) align 4 %65, <12 x i1> %67, <12 x float> poison)
  %69 = shufflevector <12 x float> %68, <12 x float> poison, <4 x i32> <i32 0, i32 3, i32 6, i32 9>
  %70 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <12 x i32> <i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3>
  %71 = and <12 x i1> %70, <i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false>
  %72 = shufflevector <4 x float> poison, <4 x float> %69, <4 x i32> <i32 4, i32 poison, i32 poison, i32 5>
  %73 = shufflevector <4 x float> poison, <4 x float> %69, <4 x i32> <i32 poison, i32 poison, i32 6, i32 poison>
  %74 = shufflevector <4 x float> poison, <4 x float> %69, <4 x i32> <i32 poison, i32 7, i32 poison, i32 poison>
  %75 = shufflevector <12 x i1> %71, <12 x i1> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %76 = shufflevector <12 x i1> %71, <12 x i1> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %77 = shufflevector <12 x i1> %71, <12 x i1> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  call void @llvm.masked.store.v4f32.p1(<4 x float> %72, ptr addrspace(1) align 4 %64, <4 x i1> %75)
  %78 = getelementptr i8, ptr addrspace(1) %64, i64 16
  call void @llvm.masked.store.v4f32.p1(<4 x float> %73, ptr addrspace(1) align 4 %78, <4 x i1> %76)
  %79 = getelementptr i8, ptr addrspace(1) %64, i64 32
  call void @llvm.masked.store.v4f32.p1(<4 x float> %74, ptr addrspace(1) align 4 %79, <4 x i1> %77)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %80 = add nuw i64 %x9, 4
  %81 = icmp ult i64 %80, %items
  br i1 %81, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %82 = add nuw i64 %row2, 1
  %83 = icmp ult i64 %82, %36
  br i1 %83, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %84 = add nuw i64 %group1, %merged
  %85 = icmp ult i64 %84, %1
  br i1 %85, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <12 x float> @llvm.masked.load.v12f32.p1(ptr addrspace(1) captures(none), <12 x i1>, <12 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

