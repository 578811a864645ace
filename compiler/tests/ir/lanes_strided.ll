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
  %group1 = phi i64 [ 0, %setup ], [ %87, %group.next ]
  %group.id = add i64 %31, %group1
  %32 = sub i64 %1, %group1
  %33 = icmp ult i64 %32, %merged
  %34 = select i1 %33, i64 %32, i64 %merged
  %items = mul i64 %4, %34
  %35 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %35, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %85, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %83, %row.done ]
  %36 = mul i64 %z2, %6
  %37 = add i64 %36, %y3
  %row = mul i64 %37, %4
  %full = and i64 %items, -4
  %38 = icmp ult i64 0, %full
  br i1 %38, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %52, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %39 = mul i64 %16, %group.id
  %40 = add i64 %14, %39
  %41 = add i64 %40, %x4
  %42 = mul i64 %41, 12
  %43 = getelementptr i8, ptr addrspace(1) %12, i64 %42
  %44 = getelementptr i8, ptr addrspace(1) %43, i64 4
  %45 = call <12 x float> @llvm.masked.load.v12f32.p1(ptr addrspace(1) align 4 %44, <12 x i1> <i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false>, <12 x float> poison)
  %46 = shufflevector <12 x float> %45, <12 x float> poison, <4 x i32> <i32 0, i32 3, i32 6, i32 9>
  %47 = shufflevector <4 x float> poison, <4 x float> %46, <4 x i32> <i32 4, i32 poison, i32 poison, i32 5>
  %48 = shufflevector <4 x float> poison, <4 x float> %46, <4 x i32> <i32 poison, i32 poison, i32 6, i32 poison>
  %49 = shufflevector <4 x float> poison, <4 x float> %46, <4 x i32> <i32 poison, i32 7, i32 poison, i32 poison>
  call void @llvm.masked.store.v4f32.p1(<4 x float> %47, ptr addrspace(1) align 4 %43, <4 x i1> <i1 true, i1 false, i1 false, i1 true>)
  %50 = getelementptr i8, ptr addrspace(1) %43, i64 16
  call void @llvm.masked.store.v4f32.p1(<4 x float> %48, ptr addrspace(1) align 4 %50, <4 x i1> <i1 false, i1 false, i1 true, i1 false>)
  %51 = getelementptr i8, ptr addrspace(1) %43, i64 32
  call void @llvm.masked.store.v4f32.p1(<4 x float> %49, ptr addrspace(1) align 4 %51, <4 x i1> <i1 false, i1 true, i1 false, i1 false>)
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %52 = add nuw i64 %x4, 4
  %53 = icmp ult i64 %52, %full
  br i1 %53, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %54 = icmp ult i64 %full, %items
  br i1 %54, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %81, %items.next10 ]
  %55 = sub i64 %items, %x9
  %56 = icmp ult i64 %55, 4
  %57 = select i1 %56, i64 %55, i64 4
  %58 = trunc i64 %57 to i32
  %59 = insertelement <4 x i32> poison, i32 %58, i32 0
  %60 = shufflevector <4 x i32> %59, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %60
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %61 = mul i64 %16, %group.id
  %62 = add i64 %14, %61
  %63 = add i64 %62, %x9
  %64 = mul i64 %63, 12
  %65 = getelementptr i8, ptr addrspace(1) %12, i64 %64
  %66 = getelementptr i8, ptr addrspace(1) %65, i64 4
  %67 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <12 x i32> <i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3>
  %68 = and <12 x i1> %67, <i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false>
  %69 = call <12 x float> @llvm.masked.load.v12f32.p1(ptr addrspace(1) align 4 %66, <12 x i1> %68, <12 x float> poison)
  %70 = shufflevector <12 x float> %69, <12 x float> poison, <4 x i32> <i32 0, i32 3, i32 6, i32 9>
  %71 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <12 x i32> <i32 0, i32 0, i32 0, i32 1, i32 1, i32 1, i32 2, i32 2, i32 2, i32 3, i32 3, i32 3>
  %72 = and <12 x i1> %71, <i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false, i1 true, i1 false, i1 false>
  %73 = shufflevector <4 x float> poison, <4 x float> %70, <4 x i32> <i32 4, i32 poison, i32 poison, i32 5>
  %74 = shufflevector <4 x float> poison, <4 x float> %70, <4 x i32> <i32 poison, i32 poison, i32 6, i32 poison>
  %75 = shufflevector <4 x float> poison, <4 x float> %70, <4 x i32> <i32 poison, i32 7, i32 poison, i32 poison>
  %76 = shufflevector <12 x i1> %72, <12 x i1> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %77 = shufflevector <12 x i1> %72, <12 x i1> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %78 = shufflevector <12 x i1> %72, <12 x i1> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  call void @llvm.masked.store.v4f32.p1(<4 x float> %73, ptr addrspace(1) align 4 %65, <4 x i1> %76)
  %79 = getelementptr i8, ptr addrspace(1) %65, i64 16
  call void @llvm.masked.store.v4f32.p1(<4 x float> %74, ptr addrspace(1) align 4 %79, <4 x i1> %77)
  %80 = getelementptr i8, ptr addrspace(1) %65, i64 32
  call void @llvm.masked.store.v4f32.p1(<4 x float> %75, ptr addrspace(1) align 4 %80, <4 x i1> %78)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %81 = add nuw i64 %x9, 4
  %82 = icmp ult i64 %81, %items
  br i1 %82, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %83 = add nuw i64 %y3, 1
  %84 = icmp ult i64 %83, %6
  br i1 %84, label %y, label %after17

after17:                                          ; preds = %row.done
  %85 = add nuw i64 %z2, 1
  %86 = icmp ult i64 %85, %8
  br i1 %86, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %87 = add nuw i64 %group1, %merged
  %88 = icmp ult i64 %87, %1
  br i1 %88, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <12 x float> @llvm.masked.load.v12f32.p1(ptr addrspace(1) captures(none), <12 x i1>, <12 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

