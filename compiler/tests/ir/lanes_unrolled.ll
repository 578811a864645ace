declare float @llvm.fmuladd.f32(float, float, float)

declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare <8 x float> @llvm.fmuladd.v8f32(<8 x float>, <8 x float>, <8 x float>)

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
  %20 = load ptr addrspace(1), ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 0
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 24
  %24 = load i32, ptr %23, align 1
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 128
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 80
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 88
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr i8, ptr %0, i64 96
  %34 = load i64, ptr %33, align 8
  %35 = getelementptr i8, ptr %0, i64 156
  %36 = load i32, ptr %35, align 4
  %37 = getelementptr i8, ptr %0, i64 56
  %38 = load i64, ptr %37, align 8
  %39 = getelementptr i8, ptr %0, i64 80
  %40 = load i64, ptr %39, align 8
  %41 = add i64 %38, %40
  %small = icmp ule i64 %41, 2130706432
  %42 = getelementptr i8, ptr %0, i64 64
  %43 = load i64, ptr %42, align 8
  %44 = getelementptr i8, ptr %0, i64 88
  %45 = load i64, ptr %44, align 8
  %46 = add i64 %43, %45
  %small1 = icmp ule i64 %46, 2130706432
  %47 = mul i64 %6, %8
  %48 = icmp eq i64 %47, 1
  %49 = icmp eq i64 %4, 0
  %50 = select i1 %49, i64 1, i64 %4
  %51 = udiv i64 16, %50
  %52 = icmp ult i64 %51, 1
  %53 = select i1 %52, i64 1, i64 %51
  %54 = select i1 %48, i64 %1, i64 %53
  %55 = and i64 %4, 7
  %56 = icmp eq i64 %55, 0
  %57 = icmp ult i64 15, %4
  %58 = select i1 %48, i1 %57, i1 %56
  %59 = and i1 %56, %58
  %merged = select i1 %59, i64 1, i64 %54
  %60 = getelementptr i8, ptr %0, i64 8
  %61 = load i64, ptr %60, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %373, %group.next ]
  %group.id = add i64 %61, %group2
  %62 = sub i64 %1, %group2
  %63 = icmp ult i64 %62, %merged
  %64 = select i1 %63, i64 %62, i64 %merged
  %items = mul i64 %4, %64
  %65 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %65, align 8
  br label %region

region:                                           ; preds = %group
  %66 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row3 = phi i64 [ 0, %region ], [ %371, %row.done ]
  %row4 = mul i64 %row3, %4
  %full = and i64 %items, -8
  %67 = select i1 %small, i64 %full, i64 0
  %68 = icmp ult i64 0, %67
  br i1 %68, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %219, %items.next ]
  %item = add i64 %row4, %x5
  br label %body

body:                                             ; preds = %x
  %69 = mul i64 4, %30
  %70 = mul i64 %69, %32
  %71 = mul i64 %70, %34
  %72 = lshr i64 %71, 10
  %73 = zext i32 %36 to i64
  %74 = icmp ugt i64 %72, %73
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %75 = mul i64 %28, %group.id
  %76 = add i64 %26, %75
  %77 = add i64 %76, %x5
  %78 = trunc i64 %77 to i32
  %79 = icmp sgt i32 %24, 0
  br i1 %79, label %body8, label %body24

body8:                                            ; preds = %body7
  br label %body9

body9:                                            ; preds = %body8
  %80 = icmp slt i32 7, %24
  %81 = and i1 %80, true
  br i1 %81, label %body10, label %body17

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body12, %body10
  %82 = phi <8 x float> [ zeroinitializer, %body10 ], [ %177, %body12 ]
  %83 = phi i32 [ 0, %body10 ], [ %178, %body12 ]
  %84 = phi <8 x i1> [ splat (i1 true), %body10 ], [ %84, %body12 ]
  %85 = insertelement <8 x i32> poison, i32 %24, i32 0
  %86 = shufflevector <8 x i32> %85, <8 x i32> poison, <8 x i32> zeroinitializer
  %87 = insertelement <8 x i32> poison, i32 %78, i32 0
  %88 = shufflevector <8 x i32> %87, <8 x i32> poison, <8 x i32> zeroinitializer
  %89 = add <8 x i32> %88, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %90 = mul nsw <8 x i32> %86, %89
  %91 = insertelement <8 x i32> poison, i32 %83, i32 0
  %92 = shufflevector <8 x i32> %91, <8 x i32> poison, <8 x i32> zeroinitializer
  %93 = add nsw <8 x i32> %90, %92
  %94 = sext <8 x i32> %93 to <8 x i64>
  %95 = getelementptr inbounds float, ptr addrspace(1) %12, <8 x i64> %94
  %96 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %95, <8 x i1> %84, <8 x i64> poison)
  %97 = bitcast <8 x i64> %96 to <16 x float>
  %98 = shufflevector <16 x float> %97, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %99 = shufflevector <16 x float> %97, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %100 = shufflevector <8 x float> %98, <8 x float> %99, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %101 = shufflevector <8 x float> %98, <8 x float> %99, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %102 = getelementptr i8, <8 x ptr addrspace(1)> %95, i64 8
  %103 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %102, <8 x i1> %84, <8 x i64> poison)
  %104 = bitcast <8 x i64> %103 to <16 x float>
  %105 = shufflevector <16 x float> %104, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %106 = shufflevector <16 x float> %104, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %107 = shufflevector <8 x float> %105, <8 x float> %106, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %108 = shufflevector <8 x float> %105, <8 x float> %106, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %109 = getelementptr i8, <8 x ptr addrspace(1)> %95, i64 16
  %110 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %109, <8 x i1> %84, <8 x i64> poison)
  %111 = bitcast <8 x i64> %110 to <16 x float>
  %112 = shufflevector <16 x float> %111, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %113 = shufflevector <16 x float> %111, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %114 = shufflevector <8 x float> %112, <8 x float> %113, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %115 = shufflevector <8 x float> %112, <8 x float> %113, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %116 = getelementptr i8, <8 x ptr addrspace(1)> %95, i64 24
  %117 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %116, <8 x i1> %84, <8 x i64> poison)
  %118 = bitcast <8 x i64> %117 to <16 x float>
  %119 = shufflevector <16 x float> %118, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %120 = shufflevector <16 x float> %118, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %121 = shufflevector <8 x float> %119, <8 x float> %120, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %122 = shufflevector <8 x float> %119, <8 x float> %120, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %123 = zext nneg i32 %83 to i64
  %124 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %123
  %125 = load float, ptr addrspace(1) %124, align 4
  %126 = insertelement <8 x float> poison, float %125, i32 0
  %127 = shufflevector <8 x float> %126, <8 x float> poison, <8 x i32> zeroinitializer
  %128 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %100, <8 x float> %127, <8 x float> %82)
  %129 = add nuw nsw i32 %83, 1
  %130 = zext nneg i32 %129 to i64
  %131 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %130
  %132 = load float, ptr addrspace(1) %131, align 4
  %133 = insertelement <8 x float> poison, float %132, i32 0
  %134 = shufflevector <8 x float> %133, <8 x float> poison, <8 x i32> zeroinitializer
  %135 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %101, <8 x float> %134, <8 x float> %128)
  %136 = add nuw nsw i32 %129, 1
  %137 = zext nneg i32 %136 to i64
  %138 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %137
  %139 = load float, ptr addrspace(1) %138, align 4
  %140 = insertelement <8 x float> poison, float %139, i32 0
  %141 = shufflevector <8 x float> %140, <8 x float> poison, <8 x i32> zeroinitializer
  %142 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %107, <8 x float> %141, <8 x float> %135)
  %143 = add nuw nsw i32 %136, 1
  %144 = zext nneg i32 %143 to i64
  %145 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %144
  %146 = load float, ptr addrspace(1) %145, align 4
  %147 = insertelement <8 x float> poison, float %146, i32 0
  %148 = shufflevector <8 x float> %147, <8 x float> poison, <8 x i32> zeroinitializer
  %149 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %108, <8 x float> %148, <8 x float> %142)
  %150 = add nuw nsw i32 %143, 1
  %151 = zext nneg i32 %150 to i64
  %152 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %151
  %153 = load float, ptr addrspace(1) %152, align 4
  %154 = insertelement <8 x float> poison, float %153, i32 0
  %155 = shufflevector <8 x float> %154, <8 x float> poison, <8 x i32> zeroinitializer
  %156 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %114, <8 x float> %155, <8 x float> %149)
  %157 = add nuw nsw i32 %150, 1
  %158 = zext nneg i32 %157 to i64
  %159 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %158
  %160 = load float, ptr addrspace(1) %159, align 4
  %161 = insertelement <8 x float> poison, float %160, i32 0
  %162 = shufflevector <8 x float> %161, <8 x float> poison, <8 x i32> zeroinitializer
  %163 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %115, <8 x float> %162, <8 x float> %156)
  %164 = add nuw nsw i32 %157, 1
  %165 = zext nneg i32 %164 to i64
  %166 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %165
  %167 = load float, ptr addrspace(1) %166, align 4
  %168 = insertelement <8 x float> poison, float %167, i32 0
  %169 = shufflevector <8 x float> %168, <8 x float> poison, <8 x i32> zeroinitializer
  %170 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %121, <8 x float> %169, <8 x float> %163)
  %171 = add nuw nsw i32 %164, 1
  %172 = zext nneg i32 %171 to i64
  %173 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %172
  %174 = load float, ptr addrspace(1) %173, align 4
  %175 = insertelement <8 x float> poison, float %174, i32 0
  %176 = shufflevector <8 x float> %175, <8 x float> poison, <8 x i32> zeroinitializer
  %177 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %122, <8 x float> %176, <8 x float> %170)
  %178 = add nuw nsw i32 %171, 1
  %179 = add i32 %178, 7
  %180 = add i32 %178, 7
  %181 = icmp slt i32 %180, %24
  %182 = icmp sgt i32 %179, %178
  %183 = and i1 %181, %182
  br i1 %183, label %body12, label %body13

body12:                                           ; preds = %body11
  br label %body11

body13:                                           ; preds = %body11
  br label %body14

body14:                                           ; preds = %body13
  %184 = icmp slt i32 %178, %24
  br i1 %184, label %body15, label %body16

body15:                                           ; preds = %body14
  br label %body18

body16:                                           ; preds = %body14
  br label %body23

body17:                                           ; preds = %body9
  br label %body18

body18:                                           ; preds = %body17, %body15
  %185 = phi <8 x float> [ %177, %body15 ], [ zeroinitializer, %body17 ]
  %186 = phi i32 [ %178, %body15 ], [ 0, %body17 ]
  %187 = phi <8 x i1> [ %84, %body15 ], [ splat (i1 true), %body17 ]
  br label %body19

body19:                                           ; preds = %body20, %body18
  %188 = phi <8 x float> [ %185, %body18 ], [ %207, %body20 ]
  %189 = phi i32 [ %186, %body18 ], [ %208, %body20 ]
  %190 = insertelement <8 x i32> poison, i32 %24, i32 0
  %191 = shufflevector <8 x i32> %190, <8 x i32> poison, <8 x i32> zeroinitializer
  %192 = insertelement <8 x i32> poison, i32 %78, i32 0
  %193 = shufflevector <8 x i32> %192, <8 x i32> poison, <8 x i32> zeroinitializer
  %194 = add <8 x i32> %193, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %195 = mul nsw <8 x i32> %191, %194
  %196 = insertelement <8 x i32> poison, i32 %189, i32 0
  %197 = shufflevector <8 x i32> %196, <8 x i32> poison, <8 x i32> zeroinitializer
  %198 = add nsw <8 x i32> %195, %197
  %199 = sext <8 x i32> %198 to <8 x i64>
  %200 = getelementptr inbounds float, ptr addrspace(1) %12, <8 x i64> %199
  %201 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %200, <8 x i1> %187, <8 x float> poison)
  %202 = zext nneg i32 %189 to i64
  %203 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %202
  %204 = load float, ptr addrspace(1) %203, align 4
  %205 = insertelement <8 x float> poison, float %204, i32 0
  %206 = shufflevector <8 x float> %205, <8 x float> poison, <8 x i32> zeroinitializer
  %207 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %201, <8 x float> %206, <8 x float> %188)
  %208 = add nuw nsw i32 %189, 1
  %209 = icmp slt i32 %208, %24
  br i1 %209, label %body20, label %body21

body20:                                           ; preds = %body19
  br label %body19

body21:                                           ; preds = %body19
  br label %body22

body22:                                           ; preds = %body21
  br label %body23

body23:                                           ; preds = %body22, %body16
  %210 = phi <8 x float> [ %177, %body16 ], [ %207, %body22 ]
  br label %body25

body24:                                           ; preds = %body7
  br label %body25

body25:                                           ; preds = %body24, %body23
  %211 = phi <8 x float> [ %210, %body23 ], [ zeroinitializer, %body24 ]
  %212 = shl i64 %77, 32
  %213 = ashr i64 %212, 30
  %214 = getelementptr i8, ptr addrspace(1) %20, i64 %213
  %215 = select i1 %74, i64 31, i64 -1
  %216 = ptrtoint ptr addrspace(1) %214 to i64
  %217 = and i64 %216, %215
  %218 = icmp eq i64 %217, 0
  br i1 %218, label %body26, label %body27

body26:                                           ; preds = %body25
  store <8 x float> %211, ptr addrspace(1) %214, align 32
  br label %body28

body27:                                           ; preds = %body25
  store <8 x float> %211, ptr addrspace(1) %214, align 4
  br label %body28

body28:                                           ; preds = %body27, %body26
  br label %body29

body29:                                           ; preds = %body28
  br label %items.next

items.next:                                       ; preds = %body29
  %219 = add nuw i64 %x5, 8
  %220 = icmp ult i64 %219, %67
  br i1 %220, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %221 = select i1 %small, i64 8, i64 1
  %222 = icmp ult i64 %67, %items
  br i1 %222, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x30

x30:                                              ; preds = %items.next32, %partial
  %x31 = phi i64 [ %67, %partial ], [ %369, %items.next32 ]
  %223 = sub i64 %items, %x31
  %224 = icmp ult i64 %223, %221
  %225 = select i1 %224, i64 %223, i64 %221
  %226 = trunc i64 %225 to i32
  %227 = insertelement <8 x i32> poison, i32 %226, i32 0
  %228 = shufflevector <8 x i32> %227, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %228
  %item33 = add i64 %row4, %x31
  br label %body34

body34:                                           ; preds = %x30
  br label %body35

body35:                                           ; preds = %body34
  br label %body36

body36:                                           ; preds = %body35
  %229 = mul i64 %28, %group.id
  %230 = add i64 %26, %229
  %231 = add i64 %230, %x31
  %232 = trunc i64 %231 to i32
  %233 = icmp sgt i32 %24, 0
  br i1 %233, label %body37, label %body53

body37:                                           ; preds = %body36
  br label %body38

body38:                                           ; preds = %body37
  %234 = icmp slt i32 7, %24
  %235 = and i1 %234, true
  br i1 %235, label %body39, label %body46

body39:                                           ; preds = %body38
  br label %body40

body40:                                           ; preds = %body41, %body39
  %236 = phi <8 x float> [ zeroinitializer, %body39 ], [ %331, %body41 ]
  %237 = phi i32 [ 0, %body39 ], [ %332, %body41 ]
  %238 = phi <8 x i1> [ %lanes, %body39 ], [ %238, %body41 ]
  %239 = insertelement <8 x i32> poison, i32 %24, i32 0
  %240 = shufflevector <8 x i32> %239, <8 x i32> poison, <8 x i32> zeroinitializer
  %241 = insertelement <8 x i32> poison, i32 %232, i32 0
  %242 = shufflevector <8 x i32> %241, <8 x i32> poison, <8 x i32> zeroinitializer
  %243 = add <8 x i32> %242, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %244 = mul nsw <8 x i32> %240, %243
  %245 = insertelement <8 x i32> poison, i32 %237, i32 0
  %246 = shufflevector <8 x i32> %245, <8 x i32> poison, <8 x i32> zeroinitializer
  %247 = add nsw <8 x i32> %244, %246
  %248 = sext <8 x i32> %247 to <8 x i64>
  %249 = getelementptr inbounds float, ptr addrspace(1) %12, <8 x i64> %248
  %250 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %249, <8 x i1> %238, <8 x i64> poison)
  %251 = bitcast <8 x i64> %250 to <16 x float>
  %252 = shufflevector <16 x float> %251, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %253 = shufflevector <16 x float> %251, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %254 = shufflevector <8 x float> %252, <8 x float> %253, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %255 = shufflevector <8 x float> %252, <8 x float> %253, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %256 = getelementptr i8, <8 x ptr addrspace(1)> %249, i64 8
  %257 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %256, <8 x i1> %238, <8 x i64> poison)
  %258 = bitcast <8 x i64> %257 to <16 x float>
  %259 = shufflevector <16 x float> %258, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %260 = shufflevector <16 x float> %258, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %261 = shufflevector <8 x float> %259, <8 x float> %260, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %262 = shufflevector <8 x float> %259, <8 x float> %260, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %263 = getelementptr i8, <8 x ptr addrspace(1)> %249, i64 16
  %264 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %263, <8 x i1> %238, <8 x i64> poison)
  %265 = bitcast <8 x i64> %264 to <16 x float>
  %266 = shufflevector <16 x float> %265, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %267 = shufflevector <16 x float> %265, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %268 = shufflevector <8 x float> %266, <8 x float> %267, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %269 = shufflevector <8 x float> %266, <8 x float> %267, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %270 = getelementptr i8, <8 x ptr addrspace(1)> %249, i64 24
  %271 = call <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)> align 4 %270, <8 x i1> %238, <8 x i64> poison)
  %272 = bitcast <8 x i64> %271 to <16 x float>
  %273 = shufflevector <16 x float> %272, <16 x float> poison, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %274 = shufflevector <16 x float> %272, <16 x float> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %275 = shufflevector <8 x float> %273, <8 x float> %274, <8 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14>
  %276 = shufflevector <8 x float> %273, <8 x float> %274, <8 x i32> <i32 1, i32 3, i32 5, i32 7, i32 9, i32 11, i32 13, i32 15>
  %277 = zext nneg i32 %237 to i64
  %278 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %277
  %279 = load float, ptr addrspace(1) %278, align 4
  %280 = insertelement <8 x float> poison, float %279, i32 0
  %281 = shufflevector <8 x float> %280, <8 x float> poison, <8 x i32> zeroinitializer
  %282 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %254, <8 x float> %281, <8 x float> %236)
  %283 = add nuw nsw i32 %237, 1
  %284 = zext nneg i32 %283 to i64
  %285 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %284
  %286 = load float, ptr addrspace(1) %285, align 4
  %287 = insertelement <8 x float> poison, float %286, i32 0
  %288 = shufflevector <8 x float> %287, <8 x float> poison, <8 x i32> zeroinitializer
  %289 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %255, <8 x float> %288, <8 x float> %282)
  %290 = add nuw nsw i32 %283, 1
  %291 = zext nneg i32 %290 to i64
  %292 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %291
  %293 = load float, ptr addrspace(1) %292, align 4
  %294 = insertelement <8 x float> poison, float %293, i32 0
  %295 = shufflevector <8 x float> %294, <8 x float> poison, <8 x i32> zeroinitializer
  %296 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %261, <8 x float> %295, <8 x float> %289)
  %297 = add nuw nsw i32 %290, 1
  %298 = zext nneg i32 %297 to i64
  %299 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %298
  %300 = load float, ptr addrspace(1) %299, align 4
  %301 = insertelement <8 x float> poison, float %300, i32 0
  %302 = shufflevector <8 x float> %301, <8 x float> poison, <8 x i32> zeroinitializer
  %303 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %262, <8 x float> %302, <8 x float> %296)
  %304 = add nuw nsw i32 %297, 1
  %305 = zext nneg i32 %304 to i64
  %306 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %305
  %307 = load float, ptr addrspace(1) %306, align 4
  %308 = insertelement <8 x float> poison, float %307, i32 0
  %309 = shufflevector <8 x float> %308, <8 x float> poison, <8 x i32> zeroinitializer
  %310 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %268, <8 x float> %309, <8 x float> %303)
  %311 = add nuw nsw i32 %304, 1
  %312 = zext nneg i32 %311 to i64
  %313 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %312
  %314 = load float, ptr addrspace(1) %313, align 4
  %315 = insertelement <8 x float> poison, float %314, i32 0
  %316 = shufflevector <8 x float> %315, <8 x float> poison, <8 x i32> zeroinitializer
  %317 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %269, <8 x float> %316, <8 x float> %310)
  %318 = add nuw nsw i32 %311, 1
  %319 = zext nneg i32 %318 to i64
  %320 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %319
  %321 = load float, ptr addrspace(1) %320, align 4
  %322 = insertelement <8 x float> poison, float %321, i32 0
  %323 = shufflevector <8 x float> %322, <8 x float> poison, <8 x i32> zeroinitializer
  %324 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %275, <8 x float> %323, <8 x float> %317)
  %325 = add nuw nsw i32 %318, 1
  %326 = zext nneg i32 %325 to i64
  %327 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %326
  %328 = load float, ptr addrspace(1) %327, align 4
  %329 = insertelement <8 x float> poison, float %328, i32 0
  %330 = shufflevector <8 x float> %329, <8 x float> poison, <8 x i32> zeroinitializer
  %331 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %276, <8 x float> %330, <8 x float> %324)
  %332 = add nuw nsw i32 %325, 1
  %333 = add i32 %332, 7
  %334 = add i32 %332, 7
  %335 = icmp slt i32 %334, %24
  %336 = icmp sgt i32 %333, %332
  %337 = and i1 %335, %336
  br i1 %337, label %body41, label %body42

body41:                                           ; preds = %body40
  br label %body40

body42:                                           ; preds = %body40
  br label %body43

body43:                                           ; preds = %body42
  %338 = icmp slt i32 %332, %24
  br i1 %338, label %body44, label %body45

body44:                                           ; preds = %body43
  br label %body47

body45:                                           ; preds = %body43
  br label %body52

body46:                                           ; preds = %body38
  br label %body47

body47:                                           ; preds = %body46, %body44
  %339 = phi <8 x float> [ %331, %body44 ], [ zeroinitializer, %body46 ]
  %340 = phi i32 [ %332, %body44 ], [ 0, %body46 ]
  %341 = phi <8 x i1> [ %238, %body44 ], [ %lanes, %body46 ]
  br label %body48

body48:                                           ; preds = %body49, %body47
  %342 = phi <8 x float> [ %339, %body47 ], [ %361, %body49 ]
  %343 = phi i32 [ %340, %body47 ], [ %362, %body49 ]
  %344 = insertelement <8 x i32> poison, i32 %24, i32 0
  %345 = shufflevector <8 x i32> %344, <8 x i32> poison, <8 x i32> zeroinitializer
  %346 = insertelement <8 x i32> poison, i32 %232, i32 0
  %347 = shufflevector <8 x i32> %346, <8 x i32> poison, <8 x i32> zeroinitializer
  %348 = add <8 x i32> %347, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %349 = mul nsw <8 x i32> %345, %348
  %350 = insertelement <8 x i32> poison, i32 %343, i32 0
  %351 = shufflevector <8 x i32> %350, <8 x i32> poison, <8 x i32> zeroinitializer
  %352 = add nsw <8 x i32> %349, %351
  %353 = sext <8 x i32> %352 to <8 x i64>
  %354 = getelementptr inbounds float, ptr addrspace(1) %12, <8 x i64> %353
  %355 = call <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)> align 4 %354, <8 x i1> %341, <8 x float> poison)
  %356 = zext nneg i32 %343 to i64
  %357 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %356
  %358 = load float, ptr addrspace(1) %357, align 4
  %359 = insertelement <8 x float> poison, float %358, i32 0
  %360 = shufflevector <8 x float> %359, <8 x float> poison, <8 x i32> zeroinitializer
  %361 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %355, <8 x float> %360, <8 x float> %342)
  %362 = add nuw nsw i32 %343, 1
  %363 = icmp slt i32 %362, %24
  br i1 %363, label %body49, label %body50

body49:                                           ; preds = %body48
  br label %body48

body50:                                           ; preds = %body48
  br label %body51

body51:                                           ; preds = %body50
  br label %body52

body52:                                           ; preds = %body51, %body45
  %364 = phi <8 x float> [ %331, %body45 ], [ %361, %body51 ]
  br label %body54

body53:                                           ; preds = %body36
  br label %body54

body54:                                           ; preds = %body53, %body52
  %365 = phi <8 x float> [ %364, %body52 ], [ zeroinitializer, %body53 ]
  %366 = shl i64 %231, 32
  %367 = ashr i64 %366, 30
  %368 = getelementptr i8, ptr addrspace(1) %20, i64 %367
  call void @llvm.masked.store.v8f32.p1(<8 x float> %365, ptr addrspace(1) align 4 %368, <8 x i1> %lanes)
  br label %body55

body55:                                           ; preds = %body54
  br label %items.next32

items.next32:                                     ; preds = %body55
  %369 = add nuw i64 %x31, %221
  %370 = icmp ult i64 %369, %items
  br i1 %370, label %x30, label %after56

after56:                                          ; preds = %items.next32
  br label %row.done

row.done:                                         ; preds = %after56, %rest
  %371 = add nuw i64 %row3, 1
  %372 = icmp ult i64 %371, %66
  br i1 %372, label %row, label %after57

after57:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after57
  %373 = add nuw i64 %group2, %merged
  %374 = icmp ult i64 %373, %1
  br i1 %374, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i64> @llvm.masked.gather.v8i64.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x i64>)

declare <8 x float> @llvm.masked.gather.v8f32.v8p1(<8 x ptr addrspace(1)>, <8 x i1>, <8 x float>)

declare void @llvm.masked.store.v8f32.p1(<8 x float>, ptr addrspace(1) captures(none), <8 x i1>)

