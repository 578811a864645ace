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
  %group2 = phi i64 [ 0, %setup ], [ %116, %group.next ]
  %group.id = add i64 %51, %group2
  %52 = sub i64 %1, %group2
  %53 = icmp ult i64 %52, %merged
  %54 = select i1 %53, i64 %52, i64 %merged
  %items = mul i64 %4, %54
  %55 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %55, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after24, %region
  %z3 = phi i64 [ 0, %region ], [ %114, %after24 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y4 = phi i64 [ 0, %z ], [ %112, %row.done ]
  %56 = mul i64 %z3, %6
  %57 = add i64 %56, %y4
  %row = mul i64 %57, %4
  %full = and i64 %items, -4
  %58 = select i1 %small, i64 %full, i64 0
  %59 = icmp ult i64 0, %58
  br i1 %59, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %80, %items.next ]
  %item = add i64 %row, %x5
  br label %body

body:                                             ; preds = %x
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %60 = mul i64 %24, %group.id
  %61 = add i64 %22, %60
  %62 = add i64 %61, %x5
  %63 = trunc i64 %62 to i32
  %64 = trunc i64 %26 to i32
  %65 = mul i32 %20, %64
  %66 = add i32 %65, %63
  %67 = insertelement <4 x i32> poison, i32 %66, i32 0
  %68 = shufflevector <4 x i32> %67, <4 x i32> poison, <4 x i32> zeroinitializer
  %69 = add <4 x i32> %68, <i32 0, i32 1, i32 2, i32 3>
  %70 = zext <4 x i32> %69 to <4 x i64>
  %71 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <4 x i64> %70
  %72 = icmp ule i32 %66, -4
  %73 = freeze i1 %72
  %74 = zext i32 %66 to i64
  %75 = getelementptr float, ptr addrspace(1) %16, i64 %74
  br i1 %73, label %body8, label %body9

body8:                                            ; preds = %body7
  %76 = load <4 x float>, ptr addrspace(1) %75, align 4
  br label %body10

body9:                                            ; preds = %body7
  %77 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %71, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body10

body10:                                           ; preds = %body9, %body8
  %78 = phi <4 x float> [ %76, %body8 ], [ %77, %body9 ]
  %79 = getelementptr float, ptr addrspace(1) %12, i64 %62
  store <4 x float> %78, ptr addrspace(1) %79, align 4
  br label %body11

body11:                                           ; preds = %body10
  br label %items.next

items.next:                                       ; preds = %body11
  %80 = add nuw i64 %x5, 4
  %81 = icmp ult i64 %80, %58
  br i1 %81, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %82 = select i1 %small, i64 4, i64 1
  %83 = icmp ult i64 %58, %items
  br i1 %83, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x12

x12:                                              ; preds = %items.next14, %partial
  %x13 = phi i64 [ %58, %partial ], [ %110, %items.next14 ]
  %84 = sub i64 %items, %x13
  %85 = icmp ult i64 %84, %82
  %86 = select i1 %85, i64 %84, i64 %82
  %87 = trunc i64 %86 to i32
  %88 = insertelement <4 x i32> poison, i32 %87, i32 0
  %89 = shufflevector <4 x i32> %88, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %89
  %item15 = add i64 %row, %x13
  br label %body16

body16:                                           ; preds = %x12
  br label %body17

body17:                                           ; preds = %body16
  br label %body18

body18:                                           ; preds = %body17
  %90 = mul i64 %24, %group.id
  %91 = add i64 %22, %90
  %92 = add i64 %91, %x13
  %93 = trunc i64 %92 to i32
  %94 = trunc i64 %26 to i32
  %95 = mul i32 %20, %94
  %96 = add i32 %95, %93
  %97 = insertelement <4 x i32> poison, i32 %96, i32 0
  %98 = shufflevector <4 x i32> %97, <4 x i32> poison, <4 x i32> zeroinitializer
  %99 = add <4 x i32> %98, <i32 0, i32 1, i32 2, i32 3>
  %100 = zext <4 x i32> %99 to <4 x i64>
  %101 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <4 x i64> %100
  %102 = icmp ule i32 %96, -4
  %103 = freeze i1 %102
  %104 = zext i32 %96 to i64
  %105 = getelementptr float, ptr addrspace(1) %16, i64 %104
  br i1 %103, label %body19, label %body20

body19:                                           ; preds = %body18
  %106 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %105, <4 x i1> %lanes, <4 x float> poison)
  br label %body21

body20:                                           ; preds = %body18
  %107 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %101, <4 x i1> %lanes, <4 x float> poison)
  br label %body21

body21:                                           ; preds = %body20, %body19
  %108 = phi <4 x float> [ %106, %body19 ], [ %107, %body20 ]
  %109 = getelementptr float, ptr addrspace(1) %12, i64 %92
  call void @llvm.masked.store.v4f32.p1(<4 x float> %108, ptr addrspace(1) align 4 %109, <4 x i1> %lanes)
  br label %body22

body22:                                           ; preds = %body21
  br label %items.next14

items.next14:                                     ; preds = %body22
  %110 = add nuw i64 %x13, %82
  %111 = icmp ult i64 %110, %items
  br i1 %111, label %x12, label %after23

after23:                                          ; preds = %items.next14
  br label %row.done

row.done:                                         ; preds = %after23, %rest
  %112 = add nuw i64 %y4, 1
  %113 = icmp ult i64 %112, %6
  br i1 %113, label %y, label %after24

after24:                                          ; preds = %row.done
  %114 = add nuw i64 %z3, 1
  %115 = icmp ult i64 %114, %8
  br i1 %115, label %z, label %after25

after25:                                          ; preds = %after24
  br label %group.next

group.next:                                       ; preds = %after25
  %116 = add nuw i64 %group2, %merged
  %117 = icmp ult i64 %116, %1
  br i1 %117, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)>, <4 x i1>, <4 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

