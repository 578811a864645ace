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
  %20 = load i32, ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 16
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 56
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 80
  %30 = load i64, ptr %29, align 8
  %31 = add i64 %28, %30
  %small = icmp ule i64 %31, 2130706432
  %32 = getelementptr i8, ptr %0, i64 64
  %33 = load i64, ptr %32, align 8
  %34 = getelementptr i8, ptr %0, i64 88
  %35 = load i64, ptr %34, align 8
  %36 = add i64 %33, %35
  %small1 = icmp ule i64 %36, 2130706432
  %37 = mul i64 %6, %8
  %38 = icmp eq i64 %37, 1
  %39 = icmp eq i64 %4, 0
  %40 = select i1 %39, i64 1, i64 %4
  %41 = udiv i64 16, %40
  %42 = icmp ult i64 %41, 1
  %43 = select i1 %42, i64 1, i64 %41
  %44 = select i1 %38, i64 %1, i64 %43
  %45 = and i64 %4, 3
  %46 = icmp eq i64 %45, 0
  %47 = icmp ult i64 15, %4
  %48 = select i1 %38, i1 %47, i1 %46
  %49 = and i1 %46, %48
  %merged = select i1 %49, i64 1, i64 %44
  %50 = getelementptr i8, ptr %0, i64 8
  %51 = load i64, ptr %50, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %113, %group.next ]
  %group.id = add i64 %51, %group2
  %52 = sub i64 %1, %group2
  %53 = icmp ult i64 %52, %merged
  %54 = select i1 %53, i64 %52, i64 %merged
  %items = mul i64 %4, %54
  %55 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %55, align 8
  br label %region

region:                                           ; preds = %group
  %56 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row3 = phi i64 [ 0, %region ], [ %111, %row.done ]
  %row4 = mul i64 %row3, %4
  %full = and i64 %items, -4
  %57 = select i1 %small, i64 %full, i64 0
  %58 = icmp ult i64 0, %57
  br i1 %58, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %79, %items.next ]
  %item = add i64 %row4, %x5
  br label %body

body:                                             ; preds = %x
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %59 = mul i64 %24, %group.id
  %60 = add i64 %22, %59
  %61 = add i64 %60, %x5
  %62 = trunc i64 %61 to i32
  %63 = trunc i64 %26 to i32
  %64 = mul i32 %20, %63
  %65 = add i32 %64, %62
  %66 = insertelement <4 x i32> poison, i32 %65, i32 0
  %67 = shufflevector <4 x i32> %66, <4 x i32> poison, <4 x i32> zeroinitializer
  %68 = add <4 x i32> %67, <i32 0, i32 1, i32 2, i32 3>
  %69 = zext <4 x i32> %68 to <4 x i64>
  %70 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <4 x i64> %69
  %71 = icmp ule i32 %65, -4
  %72 = freeze i1 %71
  %73 = zext i32 %65 to i64
  %74 = getelementptr float, ptr addrspace(1) %16, i64 %73
  br i1 %72, label %body8, label %body9

body8:                                            ; preds = %body7
  %75 = load <4 x float>, ptr addrspace(1) %74, align 4
  br label %body10

body9:                                            ; preds = %body7
  %76 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %70, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body10

body10:                                           ; preds = %body9, %body8
  %77 = phi <4 x float> [ %75, %body8 ], [ %76, %body9 ]
  %78 = getelementptr float, ptr addrspace(1) %12, i64 %61
  store <4 x float> %77, ptr addrspace(1) %78, align 4
  br label %body11

body11:                                           ; preds = %body10
  br label %items.next

items.next:                                       ; preds = %body11
  %79 = add nuw i64 %x5, 4
  %80 = icmp ult i64 %79, %57
  br i1 %80, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %81 = select i1 %small, i64 4, i64 1
  %82 = icmp ult i64 %57, %items
  br i1 %82, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x12

x12:                                              ; preds = %items.next14, %partial
  %x13 = phi i64 [ %57, %partial ], [ %109, %items.next14 ]
  %83 = sub i64 %items, %x13
  %84 = icmp ult i64 %83, %81
  %85 = select i1 %84, i64 %83, i64 %81
  %86 = trunc i64 %85 to i32
  %87 = insertelement <4 x i32> poison, i32 %86, i32 0
  %88 = shufflevector <4 x i32> %87, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %88
  %item15 = add i64 %row4, %x13
  br label %body16

body16:                                           ; preds = %x12
  br label %body17

body17:                                           ; preds = %body16
  br label %body18

body18:                                           ; preds = %body17
  %89 = mul i64 %24, %group.id
  %90 = add i64 %22, %89
  %91 = add i64 %90, %x13
  %92 = trunc i64 %91 to i32
  %93 = trunc i64 %26 to i32
  %94 = mul i32 %20, %93
  %95 = add i32 %94, %92
  %96 = insertelement <4 x i32> poison, i32 %95, i32 0
  %97 = shufflevector <4 x i32> %96, <4 x i32> poison, <4 x i32> zeroinitializer
  %98 = add <4 x i32> %97, <i32 0, i32 1, i32 2, i32 3>
  %99 = zext <4 x i32> %98 to <4 x i64>
  %100 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <4 x i64> %99
  %101 = icmp ule i32 %95, -4
  %102 = freeze i1 %101
  %103 = zext i32 %95 to i64
  %104 = getelementptr float, ptr addrspace(1) %16, i64 %103
  br i1 %102, label %body19, label %body20

body19:                                           ; preds = %body18
  %105 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %104, <4 x i1> %lanes, <4 x float> poison)
  br label %body21

body20:                                           ; preds = %body18
  %106 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %100, <4 x i1> %lanes, <4 x float> poison)
  br label %body21

body21:                                           ; preds = %body20, %body19
  %107 = phi <4 x float> [ %105, %body19 ], [ %106, %body20 ]
  %108 = getelementptr float, ptr addrspace(1) %12, i64 %91
  call void @llvm.masked.store.v4f32.p1(<4 x float> %107, ptr addrspace(1) align 4 %108, <4 x i1> %lanes)
  br label %body22

body22:                                           ; preds = %body21
  br label %items.next14

items.next14:                                     ; preds = %body22
  %109 = add nuw i64 %x13, %81
  %110 = icmp ult i64 %109, %items
  br i1 %110, label %x12, label %after23

after23:                                          ; preds = %items.next14
  br label %row.done

row.done:                                         ; preds = %after23, %rest
  %111 = add nuw i64 %row3, 1
  %112 = icmp ult i64 %111, %56
  br i1 %112, label %row, label %after24

after24:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after24
  %113 = add nuw i64 %group2, %merged
  %114 = icmp ult i64 %113, %1
  br i1 %114, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)>, <4 x i1>, <4 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

