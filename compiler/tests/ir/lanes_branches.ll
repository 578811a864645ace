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
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 80
  %28 = load i64, ptr %27, align 8
  %29 = add i64 %26, %28
  %small = icmp ule i64 %29, 2130706432
  %30 = getelementptr i8, ptr %0, i64 64
  %31 = load i64, ptr %30, align 8
  %32 = getelementptr i8, ptr %0, i64 88
  %33 = load i64, ptr %32, align 8
  %34 = add i64 %31, %33
  %small1 = icmp ule i64 %34, 2130706432
  %35 = mul i64 %6, %8
  %36 = icmp eq i64 %35, 1
  %37 = icmp eq i64 %4, 0
  %38 = select i1 %37, i64 1, i64 %4
  %39 = udiv i64 16, %38
  %40 = icmp ult i64 %39, 1
  %41 = select i1 %40, i64 1, i64 %39
  %42 = select i1 %36, i64 %1, i64 %41
  %43 = and i64 %4, 7
  %44 = icmp eq i64 %43, 0
  %45 = icmp ult i64 15, %4
  %46 = select i1 %36, i1 %45, i1 %44
  %47 = and i1 %44, %46
  %merged = select i1 %47, i64 1, i64 %42
  %48 = getelementptr i8, ptr %0, i64 8
  %49 = load i64, ptr %48, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %151, %group.next ]
  %group.id = add i64 %49, %group2
  %50 = sub i64 %1, %group2
  %51 = icmp ult i64 %50, %merged
  %52 = select i1 %51, i64 %50, i64 %merged
  %items = mul i64 %4, %52
  %53 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %53, align 8
  br label %region

region:                                           ; preds = %group
  %54 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row3 = phi i64 [ 0, %region ], [ %149, %row.done ]
  %row4 = mul i64 %row3, %4
  %full = and i64 %items, -8
  %55 = select i1 %small, i64 %full, i64 0
  %56 = icmp ult i64 0, %55
  br i1 %56, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %105, %items.next ]
  %item = add i64 %row4, %x5
  br label %body

body:                                             ; preds = %x
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %57 = mul i64 %24, %group.id
  %58 = add i64 %22, %57
  %59 = add i64 %58, %x5
  %60 = trunc i64 %59 to i32
  %61 = insertelement <8 x i32> poison, i32 %60, i32 0
  %62 = shufflevector <8 x i32> %61, <8 x i32> poison, <8 x i32> zeroinitializer
  %63 = add <8 x i32> %62, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %64 = icmp eq <8 x i32> %63, zeroinitializer
  %65 = add nsw i32 %20, -1
  %66 = insertelement <8 x i32> poison, i32 %65, i32 0
  %67 = shufflevector <8 x i32> %66, <8 x i32> poison, <8 x i32> zeroinitializer
  %68 = insertelement <8 x i32> poison, i32 %60, i32 0
  %69 = shufflevector <8 x i32> %68, <8 x i32> poison, <8 x i32> zeroinitializer
  %70 = add <8 x i32> %69, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %71 = icmp eq <8 x i32> %67, %70
  %72 = select <8 x i1> %64, <8 x i1> splat (i1 true), <8 x i1> %71
  %73 = sub i32 0, %60
  %74 = icmp ugt i32 %73, 7
  %75 = sub i32 %65, %60
  %76 = icmp ugt i32 %75, 7
  %77 = select i1 %74, i1 %76, i1 false
  br i1 %77, label %body8, label %body10

body8:                                            ; preds = %body7
  br label %body9

body9:                                            ; preds = %body8
  %78 = shl i64 %59, 32
  %79 = add i64 %78, -4294967296
  %80 = ashr i64 %79, 32
  %81 = getelementptr i8, ptr addrspace(1) %12, i64 %80
  %82 = load <8 x i8>, ptr addrspace(1) %81, align 1
  %83 = add i64 %78, 4294967296
  %84 = ashr i64 %83, 32
  %85 = getelementptr i8, ptr addrspace(1) %12, i64 %84
  %86 = load <8 x i8>, ptr addrspace(1) %85, align 1
  %87 = xor <8 x i8> %82, %86
  %88 = ashr i64 %78, 32
  %89 = getelementptr i8, ptr addrspace(1) %16, i64 %88
  store <8 x i8> %87, ptr addrspace(1) %89, align 1
  br label %body14

body10:                                           ; preds = %body7
  br label %body11

body11:                                           ; preds = %body10
  %90 = xor <8 x i1> %72, splat (i1 true)
  %91 = bitcast <8 x i1> %90 to i8
  %92 = icmp ne i8 %91, 0
  br i1 %92, label %body12, label %body13

body12:                                           ; preds = %body11
  %93 = shl i64 %59, 32
  %94 = add i64 %93, -4294967296
  %95 = ashr i64 %94, 32
  %96 = getelementptr i8, ptr addrspace(1) %12, i64 %95
  %97 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %96, <8 x i1> %90, <8 x i8> poison)
  %98 = add i64 %93, 4294967296
  %99 = ashr i64 %98, 32
  %100 = getelementptr i8, ptr addrspace(1) %12, i64 %99
  %101 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %100, <8 x i1> %90, <8 x i8> poison)
  %102 = xor <8 x i8> %97, %101
  %103 = ashr i64 %93, 32
  %104 = getelementptr i8, ptr addrspace(1) %16, i64 %103
  call void @llvm.masked.store.v8i8.p1(<8 x i8> %102, ptr addrspace(1) align 1 %104, <8 x i1> %90)
  br label %body14

body13:                                           ; preds = %body11
  br label %body14

body14:                                           ; preds = %body13, %body12, %body9
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next

items.next:                                       ; preds = %body15
  %105 = add nuw i64 %x5, 8
  %106 = icmp ult i64 %105, %55
  br i1 %106, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %107 = select i1 %small, i64 8, i64 1
  %108 = icmp ult i64 %55, %items
  br i1 %108, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x16

x16:                                              ; preds = %items.next18, %partial
  %x17 = phi i64 [ %55, %partial ], [ %147, %items.next18 ]
  %109 = sub i64 %items, %x17
  %110 = icmp ult i64 %109, %107
  %111 = select i1 %110, i64 %109, i64 %107
  %112 = trunc i64 %111 to i32
  %113 = insertelement <8 x i32> poison, i32 %112, i32 0
  %114 = shufflevector <8 x i32> %113, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %114
  %item19 = add i64 %row4, %x17
  br label %body20

body20:                                           ; preds = %x16
  br label %body21

body21:                                           ; preds = %body20
  br label %body22

body22:                                           ; preds = %body21
  %115 = mul i64 %24, %group.id
  %116 = add i64 %22, %115
  %117 = add i64 %116, %x17
  %118 = trunc i64 %117 to i32
  %119 = insertelement <8 x i32> poison, i32 %118, i32 0
  %120 = shufflevector <8 x i32> %119, <8 x i32> poison, <8 x i32> zeroinitializer
  %121 = add <8 x i32> %120, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %122 = icmp eq <8 x i32> %121, zeroinitializer
  %123 = add nsw i32 %20, -1
  %124 = insertelement <8 x i32> poison, i32 %123, i32 0
  %125 = shufflevector <8 x i32> %124, <8 x i32> poison, <8 x i32> zeroinitializer
  %126 = insertelement <8 x i32> poison, i32 %118, i32 0
  %127 = shufflevector <8 x i32> %126, <8 x i32> poison, <8 x i32> zeroinitializer
  %128 = add <8 x i32> %127, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %129 = icmp eq <8 x i32> %125, %128
  %130 = select <8 x i1> %122, <8 x i1> splat (i1 true), <8 x i1> %129
  %131 = xor <8 x i1> %130, splat (i1 true)
  %132 = select <8 x i1> %lanes, <8 x i1> %131, <8 x i1> zeroinitializer
  %133 = bitcast <8 x i1> %132 to i8
  %134 = icmp ne i8 %133, 0
  br i1 %134, label %body23, label %body24

body23:                                           ; preds = %body22
  %135 = shl i64 %117, 32
  %136 = add i64 %135, -4294967296
  %137 = ashr i64 %136, 32
  %138 = getelementptr i8, ptr addrspace(1) %12, i64 %137
  %139 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %138, <8 x i1> %132, <8 x i8> poison)
  %140 = add i64 %135, 4294967296
  %141 = ashr i64 %140, 32
  %142 = getelementptr i8, ptr addrspace(1) %12, i64 %141
  %143 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %142, <8 x i1> %132, <8 x i8> poison)
  %144 = xor <8 x i8> %139, %143
  %145 = ashr i64 %135, 32
  %146 = getelementptr i8, ptr addrspace(1) %16, i64 %145
  call void @llvm.masked.store.v8i8.p1(<8 x i8> %144, ptr addrspace(1) align 1 %146, <8 x i1> %132)
  br label %body25

body24:                                           ; preds = %body22
  br label %body25

body25:                                           ; preds = %body24, %body23
  br label %body26

body26:                                           ; preds = %body25
  br label %items.next18

items.next18:                                     ; preds = %body26
  %147 = add nuw i64 %x17, %107
  %148 = icmp ult i64 %147, %items
  br i1 %148, label %x16, label %after27

after27:                                          ; preds = %items.next18
  br label %row.done

row.done:                                         ; preds = %after27, %rest
  %149 = add nuw i64 %row3, 1
  %150 = icmp ult i64 %149, %54
  br i1 %150, label %row, label %after28

after28:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after28
  %151 = add nuw i64 %group2, %merged
  %152 = icmp ult i64 %151, %1
  br i1 %152, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x i8>)

declare void @llvm.masked.store.v8i8.p1(<8 x i8>, ptr addrspace(1) captures(none), <8 x i1>)

