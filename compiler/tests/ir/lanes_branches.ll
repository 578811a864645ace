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
  %25 = getelementptr i8, ptr %0, i64 80
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 88
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 96
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 156
  %32 = load i32, ptr %31, align 4
  %33 = getelementptr i8, ptr %0, i64 56
  %34 = load i64, ptr %33, align 8
  %35 = getelementptr i8, ptr %0, i64 80
  %36 = load i64, ptr %35, align 8
  %37 = add i64 %34, %36
  %small = icmp ule i64 %37, 2130706432
  %38 = getelementptr i8, ptr %0, i64 64
  %39 = load i64, ptr %38, align 8
  %40 = getelementptr i8, ptr %0, i64 88
  %41 = load i64, ptr %40, align 8
  %42 = add i64 %39, %41
  %small1 = icmp ule i64 %42, 2130706432
  %43 = mul i64 %6, %8
  %44 = icmp eq i64 %43, 1
  %45 = icmp eq i64 %4, 0
  %46 = select i1 %45, i64 1, i64 %4
  %47 = udiv i64 64, %46
  %48 = icmp ult i64 %47, 1
  %49 = select i1 %48, i64 1, i64 %47
  %50 = select i1 %44, i64 %1, i64 %49
  %51 = and i64 %4, 31
  %52 = icmp eq i64 %51, 0
  %53 = icmp ult i64 63, %4
  %54 = select i1 %44, i1 %53, i1 %52
  %55 = and i1 %52, %54
  %merged = select i1 %55, i64 1, i64 %50
  %56 = getelementptr i8, ptr %0, i64 8
  %57 = load i64, ptr %56, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %273, %group.next ]
  %group.id = add i64 %57, %group2
  %58 = sub i64 %1, %group2
  %59 = icmp ult i64 %58, %merged
  %60 = select i1 %59, i64 %58, i64 %merged
  %items = mul i64 %4, %60
  %61 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %61, align 8
  br label %region

region:                                           ; preds = %group
  %62 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row3 = phi i64 [ 0, %region ], [ %271, %row.done ]
  %row4 = mul i64 %row3, %4
  %full = and i64 %items, -32
  %63 = select i1 %small, i64 %full, i64 0
  %64 = icmp ult i64 0, %63
  br i1 %64, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %123, %items.next ]
  %item = add i64 %row4, %x5
  br label %body

body:                                             ; preds = %x
  %65 = mul i64 1, %26
  %66 = mul i64 %65, %28
  %67 = mul i64 %66, %30
  %68 = lshr i64 %67, 10
  %69 = zext i32 %32 to i64
  %70 = icmp ugt i64 %68, %69
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %71 = mul i64 %24, %group.id
  %72 = add i64 %22, %71
  %73 = add i64 %72, %x5
  %74 = trunc i64 %73 to i32
  %75 = insertelement <32 x i32> poison, i32 %74, i32 0
  %76 = shufflevector <32 x i32> %75, <32 x i32> poison, <32 x i32> zeroinitializer
  %77 = add <32 x i32> %76, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %78 = icmp eq <32 x i32> %77, zeroinitializer
  %79 = add nsw i32 %20, -1
  %80 = insertelement <32 x i32> poison, i32 %79, i32 0
  %81 = shufflevector <32 x i32> %80, <32 x i32> poison, <32 x i32> zeroinitializer
  %82 = insertelement <32 x i32> poison, i32 %74, i32 0
  %83 = shufflevector <32 x i32> %82, <32 x i32> poison, <32 x i32> zeroinitializer
  %84 = add <32 x i32> %83, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17, i32 18, i32 19, i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27, i32 28, i32 29, i32 30, i32 31>
  %85 = icmp eq <32 x i32> %81, %84
  %86 = select <32 x i1> %78, <32 x i1> splat (i1 true), <32 x i1> %85
  %87 = sub i32 0, %74
  %88 = icmp ugt i32 %87, 31
  %89 = sub i32 %79, %74
  %90 = icmp ugt i32 %89, 31
  %91 = select i1 %88, i1 %90, i1 false
  br i1 %91, label %body8, label %body13

body8:                                            ; preds = %body7
  br label %body9

body9:                                            ; preds = %body8
  %92 = shl i64 %73, 32
  %93 = add i64 %92, -4294967296
  %94 = ashr i64 %93, 32
  %95 = getelementptr i8, ptr addrspace(1) %12, i64 %94
  %96 = load <32 x i8>, ptr addrspace(1) %95, align 1
  %97 = add i64 %92, 4294967296
  %98 = ashr i64 %97, 32
  %99 = getelementptr i8, ptr addrspace(1) %12, i64 %98
  %100 = load <32 x i8>, ptr addrspace(1) %99, align 1
  %101 = xor <32 x i8> %96, %100
  %102 = ashr i64 %92, 32
  %103 = getelementptr i8, ptr addrspace(1) %16, i64 %102
  %104 = select i1 %70, i64 31, i64 -1
  %105 = ptrtoint ptr addrspace(1) %103 to i64
  %106 = and i64 %105, %104
  %107 = icmp eq i64 %106, 0
  br i1 %107, label %body10, label %body11

body10:                                           ; preds = %body9
  store <32 x i8> %101, ptr addrspace(1) %103, align 32
  br label %body12

body11:                                           ; preds = %body9
  store <32 x i8> %101, ptr addrspace(1) %103, align 1
  br label %body12

body12:                                           ; preds = %body11, %body10
  br label %body17

body13:                                           ; preds = %body7
  br label %body14

body14:                                           ; preds = %body13
  %108 = xor <32 x i1> %86, splat (i1 true)
  %109 = bitcast <32 x i1> %108 to i32
  %110 = icmp ne i32 %109, 0
  br i1 %110, label %body15, label %body16

body15:                                           ; preds = %body14
  %111 = shl i64 %73, 32
  %112 = add i64 %111, -4294967296
  %113 = ashr i64 %112, 32
  %114 = getelementptr i8, ptr addrspace(1) %12, i64 %113
  %115 = call <32 x i8> @llvm.masked.load.v32i8.p1(ptr addrspace(1) align 1 %114, <32 x i1> %108, <32 x i8> poison)
  %116 = add i64 %111, 4294967296
  %117 = ashr i64 %116, 32
  %118 = getelementptr i8, ptr addrspace(1) %12, i64 %117
  %119 = call <32 x i8> @llvm.masked.load.v32i8.p1(ptr addrspace(1) align 1 %118, <32 x i1> %108, <32 x i8> poison)
  %120 = xor <32 x i8> %115, %119
  %121 = ashr i64 %111, 32
  %122 = getelementptr i8, ptr addrspace(1) %16, i64 %121
  call void @llvm.masked.store.v32i8.p1(<32 x i8> %120, ptr addrspace(1) align 1 %122, <32 x i1> %108)
  br label %body17

body16:                                           ; preds = %body14
  br label %body17

body17:                                           ; preds = %body16, %body15, %body12
  br label %body18

body18:                                           ; preds = %body17
  br label %items.next

items.next:                                       ; preds = %body18
  %123 = add nuw i64 %x5, 32
  %124 = icmp ult i64 %123, %63
  br i1 %124, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %full19 = and i64 %items, -16
  %125 = select i1 %small, i64 %full19, i64 0
  %126 = icmp ult i64 %63, %125
  br i1 %126, label %vectors20, label %rest21

vectors20:                                        ; preds = %rest
  br label %x22

x22:                                              ; preds = %items.next24, %vectors20
  %x23 = phi i64 [ %63, %vectors20 ], [ %175, %items.next24 ]
  %item25 = add i64 %row4, %x23
  br label %body26

body26:                                           ; preds = %x22
  br label %body27

body27:                                           ; preds = %body26
  br label %body28

body28:                                           ; preds = %body27
  %127 = mul i64 %24, %group.id
  %128 = add i64 %22, %127
  %129 = add i64 %128, %x23
  %130 = trunc i64 %129 to i32
  %131 = insertelement <16 x i32> poison, i32 %130, i32 0
  %132 = shufflevector <16 x i32> %131, <16 x i32> poison, <16 x i32> zeroinitializer
  %133 = add <16 x i32> %132, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %134 = icmp eq <16 x i32> %133, zeroinitializer
  %135 = add nsw i32 %20, -1
  %136 = insertelement <16 x i32> poison, i32 %135, i32 0
  %137 = shufflevector <16 x i32> %136, <16 x i32> poison, <16 x i32> zeroinitializer
  %138 = insertelement <16 x i32> poison, i32 %130, i32 0
  %139 = shufflevector <16 x i32> %138, <16 x i32> poison, <16 x i32> zeroinitializer
  %140 = add <16 x i32> %139, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  %141 = icmp eq <16 x i32> %137, %140
  %142 = select <16 x i1> %134, <16 x i1> splat (i1 true), <16 x i1> %141
  %143 = sub i32 0, %130
  %144 = icmp ugt i32 %143, 15
  %145 = sub i32 %135, %130
  %146 = icmp ugt i32 %145, 15
  %147 = select i1 %144, i1 %146, i1 false
  br i1 %147, label %body29, label %body31

body29:                                           ; preds = %body28
  br label %body30

body30:                                           ; preds = %body29
  %148 = shl i64 %129, 32
  %149 = add i64 %148, -4294967296
  %150 = ashr i64 %149, 32
  %151 = getelementptr i8, ptr addrspace(1) %12, i64 %150
  %152 = load <16 x i8>, ptr addrspace(1) %151, align 1
  %153 = add i64 %148, 4294967296
  %154 = ashr i64 %153, 32
  %155 = getelementptr i8, ptr addrspace(1) %12, i64 %154
  %156 = load <16 x i8>, ptr addrspace(1) %155, align 1
  %157 = xor <16 x i8> %152, %156
  %158 = ashr i64 %148, 32
  %159 = getelementptr i8, ptr addrspace(1) %16, i64 %158
  store <16 x i8> %157, ptr addrspace(1) %159, align 1
  br label %body35

body31:                                           ; preds = %body28
  br label %body32

body32:                                           ; preds = %body31
  %160 = xor <16 x i1> %142, splat (i1 true)
  %161 = bitcast <16 x i1> %160 to i16
  %162 = icmp ne i16 %161, 0
  br i1 %162, label %body33, label %body34

body33:                                           ; preds = %body32
  %163 = shl i64 %129, 32
  %164 = add i64 %163, -4294967296
  %165 = ashr i64 %164, 32
  %166 = getelementptr i8, ptr addrspace(1) %12, i64 %165
  %167 = call <16 x i8> @llvm.masked.load.v16i8.p1(ptr addrspace(1) align 1 %166, <16 x i1> %160, <16 x i8> poison)
  %168 = add i64 %163, 4294967296
  %169 = ashr i64 %168, 32
  %170 = getelementptr i8, ptr addrspace(1) %12, i64 %169
  %171 = call <16 x i8> @llvm.masked.load.v16i8.p1(ptr addrspace(1) align 1 %170, <16 x i1> %160, <16 x i8> poison)
  %172 = xor <16 x i8> %167, %171
  %173 = ashr i64 %163, 32
  %174 = getelementptr i8, ptr addrspace(1) %16, i64 %173
  call void @llvm.masked.store.v16i8.p1(<16 x i8> %172, ptr addrspace(1) align 1 %174, <16 x i1> %160)
  br label %body35

body34:                                           ; preds = %body32
  br label %body35

body35:                                           ; preds = %body34, %body33, %body30
  br label %body36

body36:                                           ; preds = %body35
  br label %items.next24

items.next24:                                     ; preds = %body36
  %175 = add nuw i64 %x23, 16
  %176 = icmp ult i64 %175, %125
  br i1 %176, label %x22, label %after37

after37:                                          ; preds = %items.next24
  br label %rest21

rest21:                                           ; preds = %after37, %rest
  %full38 = and i64 %items, -8
  %177 = select i1 %small, i64 %full38, i64 0
  %178 = icmp ult i64 %125, %177
  br i1 %178, label %vectors39, label %rest40

vectors39:                                        ; preds = %rest21
  br label %x41

x41:                                              ; preds = %items.next43, %vectors39
  %x42 = phi i64 [ %125, %vectors39 ], [ %227, %items.next43 ]
  %item44 = add i64 %row4, %x42
  br label %body45

body45:                                           ; preds = %x41
  br label %body46

body46:                                           ; preds = %body45
  br label %body47

body47:                                           ; preds = %body46
  %179 = mul i64 %24, %group.id
  %180 = add i64 %22, %179
  %181 = add i64 %180, %x42
  %182 = trunc i64 %181 to i32
  %183 = insertelement <8 x i32> poison, i32 %182, i32 0
  %184 = shufflevector <8 x i32> %183, <8 x i32> poison, <8 x i32> zeroinitializer
  %185 = add <8 x i32> %184, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %186 = icmp eq <8 x i32> %185, zeroinitializer
  %187 = add nsw i32 %20, -1
  %188 = insertelement <8 x i32> poison, i32 %187, i32 0
  %189 = shufflevector <8 x i32> %188, <8 x i32> poison, <8 x i32> zeroinitializer
  %190 = insertelement <8 x i32> poison, i32 %182, i32 0
  %191 = shufflevector <8 x i32> %190, <8 x i32> poison, <8 x i32> zeroinitializer
  %192 = add <8 x i32> %191, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %193 = icmp eq <8 x i32> %189, %192
  %194 = select <8 x i1> %186, <8 x i1> splat (i1 true), <8 x i1> %193
  %195 = sub i32 0, %182
  %196 = icmp ugt i32 %195, 7
  %197 = sub i32 %187, %182
  %198 = icmp ugt i32 %197, 7
  %199 = select i1 %196, i1 %198, i1 false
  br i1 %199, label %body48, label %body50

body48:                                           ; preds = %body47
  br label %body49

body49:                                           ; preds = %body48
  %200 = shl i64 %181, 32
  %201 = add i64 %200, -4294967296
  %202 = ashr i64 %201, 32
  %203 = getelementptr i8, ptr addrspace(1) %12, i64 %202
  %204 = load <8 x i8>, ptr addrspace(1) %203, align 1
  %205 = add i64 %200, 4294967296
  %206 = ashr i64 %205, 32
  %207 = getelementptr i8, ptr addrspace(1) %12, i64 %206
  %208 = load <8 x i8>, ptr addrspace(1) %207, align 1
  %209 = xor <8 x i8> %204, %208
  %210 = ashr i64 %200, 32
  %211 = getelementptr i8, ptr addrspace(1) %16, i64 %210
  store <8 x i8> %209, ptr addrspace(1) %211, align 1
  br label %body54

body50:                                           ; preds = %body47
  br label %body51

body51:                                           ; preds = %body50
  %212 = xor <8 x i1> %194, splat (i1 true)
  %213 = bitcast <8 x i1> %212 to i8
  %214 = icmp ne i8 %213, 0
  br i1 %214, label %body52, label %body53

body52:                                           ; preds = %body51
  %215 = shl i64 %181, 32
  %216 = add i64 %215, -4294967296
  %217 = ashr i64 %216, 32
  %218 = getelementptr i8, ptr addrspace(1) %12, i64 %217
  %219 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %218, <8 x i1> %212, <8 x i8> poison)
  %220 = add i64 %215, 4294967296
  %221 = ashr i64 %220, 32
  %222 = getelementptr i8, ptr addrspace(1) %12, i64 %221
  %223 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %222, <8 x i1> %212, <8 x i8> poison)
  %224 = xor <8 x i8> %219, %223
  %225 = ashr i64 %215, 32
  %226 = getelementptr i8, ptr addrspace(1) %16, i64 %225
  call void @llvm.masked.store.v8i8.p1(<8 x i8> %224, ptr addrspace(1) align 1 %226, <8 x i1> %212)
  br label %body54

body53:                                           ; preds = %body51
  br label %body54

body54:                                           ; preds = %body53, %body52, %body49
  br label %body55

body55:                                           ; preds = %body54
  br label %items.next43

items.next43:                                     ; preds = %body55
  %227 = add nuw i64 %x42, 8
  %228 = icmp ult i64 %227, %177
  br i1 %228, label %x41, label %after56

after56:                                          ; preds = %items.next43
  br label %rest40

rest40:                                           ; preds = %after56, %rest21
  %229 = select i1 %small, i64 8, i64 1
  %230 = icmp ult i64 %177, %items
  br i1 %230, label %partial, label %row.done

partial:                                          ; preds = %rest40
  br label %x57

x57:                                              ; preds = %items.next59, %partial
  %x58 = phi i64 [ %177, %partial ], [ %269, %items.next59 ]
  %231 = sub i64 %items, %x58
  %232 = icmp ult i64 %231, %229
  %233 = select i1 %232, i64 %231, i64 %229
  %234 = trunc i64 %233 to i32
  %235 = insertelement <8 x i32> poison, i32 %234, i32 0
  %236 = shufflevector <8 x i32> %235, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %236
  %item60 = add i64 %row4, %x58
  br label %body61

body61:                                           ; preds = %x57
  br label %body62

body62:                                           ; preds = %body61
  br label %body63

body63:                                           ; preds = %body62
  %237 = mul i64 %24, %group.id
  %238 = add i64 %22, %237
  %239 = add i64 %238, %x58
  %240 = trunc i64 %239 to i32
  %241 = insertelement <8 x i32> poison, i32 %240, i32 0
  %242 = shufflevector <8 x i32> %241, <8 x i32> poison, <8 x i32> zeroinitializer
  %243 = add <8 x i32> %242, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %244 = icmp eq <8 x i32> %243, zeroinitializer
  %245 = add nsw i32 %20, -1
  %246 = insertelement <8 x i32> poison, i32 %245, i32 0
  %247 = shufflevector <8 x i32> %246, <8 x i32> poison, <8 x i32> zeroinitializer
  %248 = insertelement <8 x i32> poison, i32 %240, i32 0
  %249 = shufflevector <8 x i32> %248, <8 x i32> poison, <8 x i32> zeroinitializer
  %250 = add <8 x i32> %249, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %251 = icmp eq <8 x i32> %247, %250
  %252 = select <8 x i1> %244, <8 x i1> splat (i1 true), <8 x i1> %251
  %253 = xor <8 x i1> %252, splat (i1 true)
  %254 = select <8 x i1> %lanes, <8 x i1> %253, <8 x i1> zeroinitializer
  %255 = bitcast <8 x i1> %254 to i8
  %256 = icmp ne i8 %255, 0
  br i1 %256, label %body64, label %body65

body64:                                           ; preds = %body63
  %257 = shl i64 %239, 32
  %258 = add i64 %257, -4294967296
  %259 = ashr i64 %258, 32
  %260 = getelementptr i8, ptr addrspace(1) %12, i64 %259
  %261 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %260, <8 x i1> %254, <8 x i8> poison)
  %262 = add i64 %257, 4294967296
  %263 = ashr i64 %262, 32
  %264 = getelementptr i8, ptr addrspace(1) %12, i64 %263
  %265 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %264, <8 x i1> %254, <8 x i8> poison)
  %266 = xor <8 x i8> %261, %265
  %267 = ashr i64 %257, 32
  %268 = getelementptr i8, ptr addrspace(1) %16, i64 %267
  call void @llvm.masked.store.v8i8.p1(<8 x i8> %266, ptr addrspace(1) align 1 %268, <8 x i1> %254)
  br label %body66

body65:                                           ; preds = %body63
  br label %body66

body66:                                           ; preds = %body65, %body64
  br label %body67

body67:                                           ; preds = %body66
  br label %items.next59

items.next59:                                     ; preds = %body67
  %269 = add nuw i64 %x58, %229
  %270 = icmp ult i64 %269, %items
  br i1 %270, label %x57, label %after68

after68:                                          ; preds = %items.next59
  br label %row.done

row.done:                                         ; preds = %after68, %rest40
  %271 = add nuw i64 %row3, 1
  %272 = icmp ult i64 %271, %62
  br i1 %272, label %row, label %after69

after69:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after69
  %273 = add nuw i64 %group2, %merged
  %274 = icmp ult i64 %273, %1
  br i1 %274, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <32 x i8> @llvm.masked.load.v32i8.p1(ptr addrspace(1) captures(none), <32 x i1>, <32 x i8>)

declare void @llvm.masked.store.v32i8.p1(<32 x i8>, ptr addrspace(1) captures(none), <32 x i1>)

declare <16 x i8> @llvm.masked.load.v16i8.p1(ptr addrspace(1) captures(none), <16 x i1>, <16 x i8>)

declare void @llvm.masked.store.v16i8.p1(<16 x i8>, ptr addrspace(1) captures(none), <16 x i1>)

declare <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x i8>)

declare void @llvm.masked.store.v8i8.p1(<8 x i8>, ptr addrspace(1) captures(none), <8 x i1>)

