declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare i32 @llvm.vector.reduce.smin.v4i32(<4 x i32>)

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
  %group1 = phi i64 [ 0, %setup ], [ %55, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %53, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %51, %row.done ]
  %24 = mul i64 %z2, %6
  %25 = add i64 %24, %y3
  %row = mul i64 %25, %4
  %full = and i64 %4, -4
  %26 = icmp ult i64 0, %full
  br i1 %26, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %33, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %27 = mul i64 %20, %group.id
  %28 = getelementptr i32, ptr addrspace(1) %12, i64 %18
  %29 = getelementptr i32, ptr addrspace(1) %28, i64 %27
  %30 = getelementptr i32, ptr addrspace(1) %29, i64 %x4
  store <4 x i32> splat (i32 1), ptr addrspace(1) %30, align 4
  fence acq_rel
  %31 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> zeroinitializer)
  %32 = atomicrmw volatile min ptr addrspace(1) %16, i32 %31 monotonic, align 4
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %33 = add nuw i64 %x4, 4
  %34 = icmp ult i64 %33, %full
  br i1 %34, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %35 = icmp ult i64 %full, %4
  br i1 %35, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %49, %items.next10 ]
  %36 = sub i64 %4, %x9
  %37 = icmp ult i64 %36, 4
  %38 = select i1 %37, i64 %36, i64 4
  %39 = trunc i64 %38 to i32
  %40 = insertelement <4 x i32> poison, i32 %39, i32 0
  %41 = shufflevector <4 x i32> %40, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %41
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %42 = mul i64 %20, %group.id
  %43 = getelementptr i32, ptr addrspace(1) %12, i64 %18
  %44 = getelementptr i32, ptr addrspace(1) %43, i64 %42
  %45 = getelementptr i32, ptr addrspace(1) %44, i64 %x9
  call void @llvm.masked.store.v4i32.p1(<4 x i32> splat (i32 1), ptr addrspace(1) align 4 %45, <4 x i1> %lanes)
  fence acq_rel
  %46 = select <4 x i1> %lanes, <4 x i32> zeroinitializer, <4 x i32> splat (i32 2147483647)
  %47 = call i32 @llvm.vector.reduce.smin.v4i32(<4 x i32> %46)
  %48 = atomicrmw volatile min ptr addrspace(1) %16, i32 %47 monotonic, align 4
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %49 = add nuw i64 %x9, 4
  %50 = icmp ult i64 %49, %4
  br i1 %50, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %51 = add nuw i64 %y3, 1
  %52 = icmp ult i64 %51, %6
  br i1 %52, label %y, label %after17

after17:                                          ; preds = %row.done
  %53 = add nuw i64 %z2, 1
  %54 = icmp ult i64 %53, %8
  br i1 %54, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %55 = add nuw i64 %group1, 1
  %56 = icmp ult i64 %55, %1
  br i1 %56, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare void @llvm.masked.store.v4i32.p1(<4 x i32>, ptr addrspace(1) captures(none), <4 x i1>)

