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
  %33 = mul i64 %6, %8
  %34 = icmp eq i64 %33, 1
  %35 = icmp eq i64 %4, 0
  %36 = select i1 %35, i64 1, i64 %4
  %37 = udiv i64 64, %36
  %38 = icmp ult i64 %37, 1
  %39 = select i1 %38, i64 1, i64 %37
  %40 = select i1 %34, i64 %1, i64 %39
  %41 = and i64 %4, 31
  %42 = icmp eq i64 %41, 0
  %43 = icmp ult i64 63, %4
  %44 = select i1 %34, i1 %43, i1 %42
  %45 = and i1 %42, %44
  %merged = select i1 %45, i64 1, i64 %40
  %46 = getelementptr i8, ptr %0, i64 8
  %47 = load i64, ptr %46, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %341, %group.next ]
  %group.id = add i64 %47, %group1
  %48 = sub i64 %1, %group1
  %49 = icmp ult i64 %48, %merged
  %50 = select i1 %49, i64 %48, i64 %merged
  %items = mul i64 %4, %50
  %51 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %51, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after94, %region
  %z2 = phi i64 [ 0, %region ], [ %339, %after94 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %337, %row.done ]
  %52 = mul i64 %z2, %6
  %53 = add i64 %52, %y3
  %row = mul i64 %53, %4
  %full = and i64 %items, -32
  %54 = icmp ult i64 0, %full
  br i1 %54, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %134, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %55 = mul i64 4, %26
  %56 = mul i64 %55, %28
  %57 = mul i64 %56, %30
  %58 = lshr i64 %57, 10
  %59 = zext i32 %32 to i64
  %60 = icmp ugt i64 %58, %59
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %61 = mul i64 %24, %group.id
  %62 = add i64 %22, %61
  %63 = add i64 %62, %x4
  %64 = zext i32 %20 to i64
  %65 = insertelement <32 x i64> poison, i64 %63, i32 0
  %66 = shufflevector <32 x i64> %65, <32 x i64> poison, <32 x i32> zeroinitializer
  %67 = add <32 x i64> %66, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %68 = insertelement <32 x i64> poison, i64 %64, i32 0
  %69 = shufflevector <32 x i64> %68, <32 x i64> poison, <32 x i32> zeroinitializer
  %70 = icmp ult <32 x i64> %67, %69
  %71 = add i64 %63, 31
  %72 = icmp ult i64 %71, %64
  br i1 %72, label %body7, label %body13

body7:                                            ; preds = %body6
  br label %body8

body8:                                            ; preds = %body9, %body7
  %73 = phi <32 x float> [ zeroinitializer, %body7 ], [ %78, %body9 ]
  %74 = phi i64 [ %63, %body7 ], [ %79, %body9 ]
  %75 = phi <32 x i1> [ splat (i1 true), %body7 ], [ %75, %body9 ]
  %76 = getelementptr float, ptr addrspace(1) %12, i64 %74
  %77 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %76, <32 x i1> %75, <32 x float> poison)
  %78 = fadd <32 x float> %73, %77
  %79 = add i64 %74, %26
  %80 = add i64 %79, 31
  %81 = icmp ult i64 %80, %64
  %82 = icmp ule i64 %79, %80
  %83 = and i1 %81, %82
  br i1 %83, label %body9, label %body10

body9:                                            ; preds = %body8
  br label %body8

body10:                                           ; preds = %body8
  br label %body11

body11:                                           ; preds = %body10
  %84 = insertelement <32 x i64> poison, i64 %79, i32 0
  %85 = shufflevector <32 x i64> %84, <32 x i64> poison, <32 x i32> zeroinitializer
  %86 = add <32 x i64> %85, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %87 = insertelement <32 x i64> poison, i64 %64, i32 0
  %88 = shufflevector <32 x i64> %87, <32 x i64> poison, <32 x i32> zeroinitializer
  %89 = icmp ult <32 x i64> %86, %88
  %90 = select <32 x i1> %75, <32 x i1> %89, <32 x i1> zeroinitializer
  %91 = xor <32 x i1> %89, splat (i1 true)
  %92 = select <32 x i1> %75, <32 x i1> %91, <32 x i1> zeroinitializer
  %93 = bitcast <32 x i1> %90 to i32
  %94 = icmp ne i32 %93, 0
  br i1 %94, label %body15, label %body12

body12:                                           ; preds = %body11
  br label %body18

body13:                                           ; preds = %body6
  br label %body14

body14:                                           ; preds = %body13
  %95 = bitcast <32 x i1> %70 to i32
  %96 = icmp ne i32 %95, 0
  br i1 %96, label %body15, label %body19

body15:                                           ; preds = %body15, %body14, %body11
  %97 = phi <32 x float> [ poison, %body11 ], [ zeroinitializer, %body14 ], [ %97, %body15 ]
  %98 = phi <32 x float> [ %78, %body11 ], [ poison, %body14 ], [ %98, %body15 ]
  %99 = phi <32 x i1> [ %92, %body11 ], [ zeroinitializer, %body14 ], [ %99, %body15 ]
  %100 = phi <32 x float> [ poison, %body11 ], [ poison, %body14 ], [ %119, %body15 ]
  %101 = phi <32 x i1> [ zeroinitializer, %body11 ], [ zeroinitializer, %body14 ], [ %118, %body15 ]
  %102 = phi <32 x float> [ %78, %body11 ], [ zeroinitializer, %body14 ], [ %107, %body15 ]
  %103 = phi i64 [ %79, %body11 ], [ %63, %body14 ], [ %108, %body15 ]
  %104 = phi <32 x i1> [ %90, %body11 ], [ %70, %body14 ], [ %115, %body15 ]
  %105 = getelementptr float, ptr addrspace(1) %12, i64 %103
  %106 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %105, <32 x i1> %104, <32 x float> poison)
  %107 = fadd <32 x float> %102, %106
  %108 = add i64 %103, %26
  %109 = insertelement <32 x i64> poison, i64 %108, i32 0
  %110 = shufflevector <32 x i64> %109, <32 x i64> poison, <32 x i32> zeroinitializer
  %111 = add <32 x i64> %110, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %112 = insertelement <32 x i64> poison, i64 %64, i32 0
  %113 = shufflevector <32 x i64> %112, <32 x i64> poison, <32 x i32> zeroinitializer
  %114 = icmp ult <32 x i64> %111, %113
  %115 = select <32 x i1> %104, <32 x i1> %114, <32 x i1> zeroinitializer
  %116 = xor <32 x i1> %114, splat (i1 true)
  %117 = select <32 x i1> %104, <32 x i1> %116, <32 x i1> zeroinitializer
  %118 = or <32 x i1> %101, %117
  %119 = select <32 x i1> %117, <32 x float> %107, <32 x float> %100
  %120 = bitcast <32 x i1> %115 to i32
  %121 = icmp ne i32 %120, 0
  br i1 %121, label %body15, label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %122 = or <32 x i1> %99, %118
  %123 = select <32 x i1> %118, <32 x float> %119, <32 x float> %98
  br label %body18

body18:                                           ; preds = %body17, %body12
  %124 = phi <32 x float> [ poison, %body12 ], [ %97, %body17 ]
  %125 = phi <32 x float> [ %78, %body12 ], [ %123, %body17 ]
  %126 = phi <32 x i1> [ %92, %body12 ], [ %122, %body17 ]
  %127 = select <32 x i1> %126, <32 x float> %125, <32 x float> %124
  br label %body20

body19:                                           ; preds = %body14
  br label %body20

body20:                                           ; preds = %body19, %body18
  %128 = phi <32 x float> [ %127, %body18 ], [ zeroinitializer, %body19 ]
  %129 = getelementptr float, ptr addrspace(1) %16, i64 %63
  %130 = select i1 %60, i64 63, i64 -1
  %131 = ptrtoint ptr addrspace(1) %129 to i64
  %132 = and i64 %131, %130
  %133 = icmp eq i64 %132, 0
  br i1 %133, label %body21, label %body22

body21:                                           ; preds = %body20
  store <32 x float> %128, ptr addrspace(1) %129, align 64
  br label %body23

body22:                                           ; preds = %body20
  store <32 x float> %128, ptr addrspace(1) %129, align 4
  br label %body23

body23:                                           ; preds = %body22, %body21
  br label %body24

body24:                                           ; preds = %body23
  br label %items.next

items.next:                                       ; preds = %body24
  %134 = add nuw i64 %x4, 32
  %135 = icmp ult i64 %134, %full
  br i1 %135, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %full25 = and i64 %items, -8
  %136 = icmp ult i64 %full, %full25
  br i1 %136, label %vectors26, label %rest27

vectors26:                                        ; preds = %rest
  br label %x28

x28:                                              ; preds = %items.next30, %vectors26
  %x29 = phi i64 [ %full, %vectors26 ], [ %216, %items.next30 ]
  %item31 = add i64 %row, %x29
  br label %body32

body32:                                           ; preds = %x28
  %137 = mul i64 4, %26
  %138 = mul i64 %137, %28
  %139 = mul i64 %138, %30
  %140 = lshr i64 %139, 10
  %141 = zext i32 %32 to i64
  %142 = icmp ugt i64 %140, %141
  br label %body33

body33:                                           ; preds = %body32
  br label %body34

body34:                                           ; preds = %body33
  %143 = mul i64 %24, %group.id
  %144 = add i64 %22, %143
  %145 = add i64 %144, %x29
  %146 = zext i32 %20 to i64
  %147 = insertelement <8 x i64> poison, i64 %145, i32 0
  %148 = shufflevector <8 x i64> %147, <8 x i64> poison, <8 x i32> zeroinitializer
  %149 = add <8 x i64> %148, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %150 = insertelement <8 x i64> poison, i64 %146, i32 0
  %151 = shufflevector <8 x i64> %150, <8 x i64> poison, <8 x i32> zeroinitializer
  %152 = icmp ult <8 x i64> %149, %151
  %153 = add i64 %145, 7
  %154 = icmp ult i64 %153, %146
  br i1 %154, label %body35, label %body41

body35:                                           ; preds = %body34
  br label %body36

body36:                                           ; preds = %body37, %body35
  %155 = phi <8 x float> [ zeroinitializer, %body35 ], [ %160, %body37 ]
  %156 = phi i64 [ %145, %body35 ], [ %161, %body37 ]
  %157 = phi <8 x i1> [ splat (i1 true), %body35 ], [ %157, %body37 ]
  %158 = getelementptr float, ptr addrspace(1) %12, i64 %156
  %159 = call <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) align 4 %158, <8 x i1> %157, <8 x float> poison)
  %160 = fadd <8 x float> %155, %159
  %161 = add i64 %156, %26
  %162 = add i64 %161, 7
  %163 = icmp ult i64 %162, %146
  %164 = icmp ule i64 %161, %162
  %165 = and i1 %163, %164
  br i1 %165, label %body37, label %body38

body37:                                           ; preds = %body36
  br label %body36

body38:                                           ; preds = %body36
  br label %body39

body39:                                           ; preds = %body38
  %166 = insertelement <8 x i64> poison, i64 %161, i32 0
  %167 = shufflevector <8 x i64> %166, <8 x i64> poison, <8 x i32> zeroinitializer
  %168 = add <8 x i64> %167, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %169 = insertelement <8 x i64> poison, i64 %146, i32 0
  %170 = shufflevector <8 x i64> %169, <8 x i64> poison, <8 x i32> zeroinitializer
  %171 = icmp ult <8 x i64> %168, %170
  %172 = select <8 x i1> %157, <8 x i1> %171, <8 x i1> zeroinitializer
  %173 = xor <8 x i1> %171, splat (i1 true)
  %174 = select <8 x i1> %157, <8 x i1> %173, <8 x i1> zeroinitializer
  %175 = bitcast <8 x i1> %172 to i8
  %176 = icmp ne i8 %175, 0
  br i1 %176, label %body43, label %body40

body40:                                           ; preds = %body39
  br label %body46

body41:                                           ; preds = %body34
  br label %body42

body42:                                           ; preds = %body41
  %177 = bitcast <8 x i1> %152 to i8
  %178 = icmp ne i8 %177, 0
  br i1 %178, label %body43, label %body47

body43:                                           ; preds = %body43, %body42, %body39
  %179 = phi <8 x float> [ poison, %body39 ], [ zeroinitializer, %body42 ], [ %179, %body43 ]
  %180 = phi <8 x float> [ %160, %body39 ], [ poison, %body42 ], [ %180, %body43 ]
  %181 = phi <8 x i1> [ %174, %body39 ], [ zeroinitializer, %body42 ], [ %181, %body43 ]
  %182 = phi <8 x float> [ poison, %body39 ], [ poison, %body42 ], [ %201, %body43 ]
  %183 = phi <8 x i1> [ zeroinitializer, %body39 ], [ zeroinitializer, %body42 ], [ %200, %body43 ]
  %184 = phi <8 x float> [ %160, %body39 ], [ zeroinitializer, %body42 ], [ %189, %body43 ]
  %185 = phi i64 [ %161, %body39 ], [ %145, %body42 ], [ %190, %body43 ]
  %186 = phi <8 x i1> [ %172, %body39 ], [ %152, %body42 ], [ %197, %body43 ]
  %187 = getelementptr float, ptr addrspace(1) %12, i64 %185
  %188 = call <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) align 4 %187, <8 x i1> %186, <8 x float> poison)
  %189 = fadd <8 x float> %184, %188
  %190 = add i64 %185, %26
  %191 = insertelement <8 x i64> poison, i64 %190, i32 0
  %192 = shufflevector <8 x i64> %191, <8 x i64> poison, <8 x i32> zeroinitializer
  %193 = add <8 x i64> %192, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %194 = insertelement <8 x i64> poison, i64 %146, i32 0
  %195 = shufflevector <8 x i64> %194, <8 x i64> poison, <8 x i32> zeroinitializer
  %196 = icmp ult <8 x i64> %193, %195
  %197 = select <8 x i1> %186, <8 x i1> %196, <8 x i1> zeroinitializer
  %198 = xor <8 x i1> %196, splat (i1 true)
  %199 = select <8 x i1> %186, <8 x i1> %198, <8 x i1> zeroinitializer
  %200 = or <8 x i1> %183, %199
  %201 = select <8 x i1> %199, <8 x float> %189, <8 x float> %182
  %202 = bitcast <8 x i1> %197 to i8
  %203 = icmp ne i8 %202, 0
  br i1 %203, label %body43, label %body44

body44:                                           ; preds = %body43
  br label %body45

body45:                                           ; preds = %body44
  %204 = or <8 x i1> %181, %200
  %205 = select <8 x i1> %200, <8 x float> %201, <8 x float> %180
  br label %body46

body46:                                           ; preds = %body45, %body40
  %206 = phi <8 x float> [ poison, %body40 ], [ %179, %body45 ]
  %207 = phi <8 x float> [ %160, %body40 ], [ %205, %body45 ]
  %208 = phi <8 x i1> [ %174, %body40 ], [ %204, %body45 ]
  %209 = select <8 x i1> %208, <8 x float> %207, <8 x float> %206
  br label %body48

body47:                                           ; preds = %body42
  br label %body48

body48:                                           ; preds = %body47, %body46
  %210 = phi <8 x float> [ %209, %body46 ], [ zeroinitializer, %body47 ]
  %211 = getelementptr float, ptr addrspace(1) %16, i64 %145
  %212 = select i1 %142, i64 31, i64 -1
  %213 = ptrtoint ptr addrspace(1) %211 to i64
  %214 = and i64 %213, %212
  %215 = icmp eq i64 %214, 0
  br i1 %215, label %body49, label %body50

body49:                                           ; preds = %body48
  store <8 x float> %210, ptr addrspace(1) %211, align 32
  br label %body51

body50:                                           ; preds = %body48
  store <8 x float> %210, ptr addrspace(1) %211, align 4
  br label %body51

body51:                                           ; preds = %body50, %body49
  br label %body52

body52:                                           ; preds = %body51
  br label %items.next30

items.next30:                                     ; preds = %body52
  %216 = add nuw i64 %x29, 8
  %217 = icmp ult i64 %216, %full25
  br i1 %217, label %x28, label %after53

after53:                                          ; preds = %items.next30
  br label %rest27

rest27:                                           ; preds = %after53, %rest
  %full54 = and i64 %items, -4
  %218 = icmp ult i64 %full25, %full54
  br i1 %218, label %vectors55, label %rest56

vectors55:                                        ; preds = %rest27
  br label %x57

x57:                                              ; preds = %items.next59, %vectors55
  %x58 = phi i64 [ %full25, %vectors55 ], [ %288, %items.next59 ]
  %item60 = add i64 %row, %x58
  br label %body61

body61:                                           ; preds = %x57
  br label %body62

body62:                                           ; preds = %body61
  br label %body63

body63:                                           ; preds = %body62
  %219 = mul i64 %24, %group.id
  %220 = add i64 %22, %219
  %221 = add i64 %220, %x58
  %222 = zext i32 %20 to i64
  %223 = insertelement <4 x i64> poison, i64 %221, i32 0
  %224 = shufflevector <4 x i64> %223, <4 x i64> poison, <4 x i32> zeroinitializer
  %225 = add <4 x i64> %224, <i64 0, i64 1, i64 2, i64 3>
  %226 = insertelement <4 x i64> poison, i64 %222, i32 0
  %227 = shufflevector <4 x i64> %226, <4 x i64> poison, <4 x i32> zeroinitializer
  %228 = icmp ult <4 x i64> %225, %227
  %229 = add i64 %221, 3
  %230 = icmp ult i64 %229, %222
  br i1 %230, label %body64, label %body70

body64:                                           ; preds = %body63
  br label %body65

body65:                                           ; preds = %body66, %body64
  %231 = phi <4 x float> [ zeroinitializer, %body64 ], [ %236, %body66 ]
  %232 = phi i64 [ %221, %body64 ], [ %237, %body66 ]
  %233 = phi <4 x i1> [ splat (i1 true), %body64 ], [ %233, %body66 ]
  %234 = getelementptr float, ptr addrspace(1) %12, i64 %232
  %235 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %234, <4 x i1> %233, <4 x float> poison)
  %236 = fadd <4 x float> %231, %235
  %237 = add i64 %232, %26
  %238 = add i64 %237, 3
  %239 = icmp ult i64 %238, %222
  %240 = icmp ule i64 %237, %238
  %241 = and i1 %239, %240
  br i1 %241, label %body66, label %body67

body66:                                           ; preds = %body65
  br label %body65

body67:                                           ; preds = %body65
  br label %body68

body68:                                           ; preds = %body67
  %242 = insertelement <4 x i64> poison, i64 %237, i32 0
  %243 = shufflevector <4 x i64> %242, <4 x i64> poison, <4 x i32> zeroinitializer
  %244 = add <4 x i64> %243, <i64 0, i64 1, i64 2, i64 3>
  %245 = insertelement <4 x i64> poison, i64 %222, i32 0
  %246 = shufflevector <4 x i64> %245, <4 x i64> poison, <4 x i32> zeroinitializer
  %247 = icmp ult <4 x i64> %244, %246
  %248 = select <4 x i1> %233, <4 x i1> %247, <4 x i1> zeroinitializer
  %249 = xor <4 x i1> %247, splat (i1 true)
  %250 = select <4 x i1> %233, <4 x i1> %249, <4 x i1> zeroinitializer
  %251 = bitcast <4 x i1> %248 to i4
  %252 = icmp ne i4 %251, 0
  br i1 %252, label %body72, label %body69

body69:                                           ; preds = %body68
  br label %body75

body70:                                           ; preds = %body63
  br label %body71

body71:                                           ; preds = %body70
  %253 = bitcast <4 x i1> %228 to i4
  %254 = icmp ne i4 %253, 0
  br i1 %254, label %body72, label %body76

body72:                                           ; preds = %body72, %body71, %body68
  %255 = phi <4 x float> [ poison, %body68 ], [ zeroinitializer, %body71 ], [ %255, %body72 ]
  %256 = phi <4 x float> [ %236, %body68 ], [ poison, %body71 ], [ %256, %body72 ]
  %257 = phi <4 x i1> [ %250, %body68 ], [ zeroinitializer, %body71 ], [ %257, %body72 ]
  %258 = phi <4 x float> [ poison, %body68 ], [ poison, %body71 ], [ %277, %body72 ]
  %259 = phi <4 x i1> [ zeroinitializer, %body68 ], [ zeroinitializer, %body71 ], [ %276, %body72 ]
  %260 = phi <4 x float> [ %236, %body68 ], [ zeroinitializer, %body71 ], [ %265, %body72 ]
  %261 = phi i64 [ %237, %body68 ], [ %221, %body71 ], [ %266, %body72 ]
  %262 = phi <4 x i1> [ %248, %body68 ], [ %228, %body71 ], [ %273, %body72 ]
  %263 = getelementptr float, ptr addrspace(1) %12, i64 %261
  %264 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %263, <4 x i1> %262, <4 x float> poison)
  %265 = fadd <4 x float> %260, %264
  %266 = add i64 %261, %26
  %267 = insertelement <4 x i64> poison, i64 %266, i32 0
  %268 = shufflevector <4 x i64> %267, <4 x i64> poison, <4 x i32> zeroinitializer
  %269 = add <4 x i64> %268, <i64 0, i64 1, i64 2, i64 3>
  %270 = insertelement <4 x i64> poison, i64 %222, i32 0
  %271 = shufflevector <4 x i64> %270, <4 x i64> poison, <4 x i32> zeroinitializer
  %272 = icmp ult <4 x i64> %269, %271
  %273 = select <4 x i1> %262, <4 x i1> %272, <4 x i1> zeroinitializer
  %274 = xor <4 x i1> %272, splat (i1 true)
  %275 = select <4 x i1> %262, <4 x i1> %274, <4 x i1> zeroinitializer
  %276 = or <4 x i1> %259, %275
  %277 = select <4 x i1> %275, <4 x float> %265, <4 x float> %258
  %278 = bitcast <4 x i1> %273 to i4
  %279 = icmp ne i4 %278, 0
  br i1 %279, label %body72, label %body73

body73:                                           ; preds = %body72
  br label %body74

body74:                                           ; preds = %body73
  %280 = or <4 x i1> %257, %276
  %281 = select <4 x i1> %276, <4 x float> %277, <4 x float> %256
  br label %body75

body75:                                           ; preds = %body74, %body69
  %282 = phi <4 x float> [ poison, %body69 ], [ %255, %body74 ]
  %283 = phi <4 x float> [ %236, %body69 ], [ %281, %body74 ]
  %284 = phi <4 x i1> [ %250, %body69 ], [ %280, %body74 ]
  %285 = select <4 x i1> %284, <4 x float> %283, <4 x float> %282
  br label %body77

body76:                                           ; preds = %body71
  br label %body77

body77:                                           ; preds = %body76, %body75
  %286 = phi <4 x float> [ %285, %body75 ], [ zeroinitializer, %body76 ]
  %287 = getelementptr float, ptr addrspace(1) %16, i64 %221
  store <4 x float> %286, ptr addrspace(1) %287, align 4
  br label %body78

body78:                                           ; preds = %body77
  br label %items.next59

items.next59:                                     ; preds = %body78
  %288 = add nuw i64 %x58, 4
  %289 = icmp ult i64 %288, %full54
  br i1 %289, label %x57, label %after79

after79:                                          ; preds = %items.next59
  br label %rest56

rest56:                                           ; preds = %after79, %rest27
  %290 = icmp ult i64 %full54, %items
  br i1 %290, label %partial, label %row.done

partial:                                          ; preds = %rest56
  br label %x80

x80:                                              ; preds = %items.next82, %partial
  %x81 = phi i64 [ %full54, %partial ], [ %335, %items.next82 ]
  %291 = sub i64 %items, %x81
  %292 = icmp ult i64 %291, 4
  %293 = select i1 %292, i64 %291, i64 4
  %294 = trunc i64 %293 to i32
  %295 = insertelement <4 x i32> poison, i32 %294, i32 0
  %296 = shufflevector <4 x i32> %295, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %296
  %item83 = add i64 %row, %x81
  br label %body84

body84:                                           ; preds = %x80
  br label %body85

body85:                                           ; preds = %body84
  br label %body86

body86:                                           ; preds = %body85
  %297 = mul i64 %24, %group.id
  %298 = add i64 %22, %297
  %299 = add i64 %298, %x81
  %300 = zext i32 %20 to i64
  %301 = insertelement <4 x i64> poison, i64 %299, i32 0
  %302 = shufflevector <4 x i64> %301, <4 x i64> poison, <4 x i32> zeroinitializer
  %303 = add <4 x i64> %302, <i64 0, i64 1, i64 2, i64 3>
  %304 = insertelement <4 x i64> poison, i64 %300, i32 0
  %305 = shufflevector <4 x i64> %304, <4 x i64> poison, <4 x i32> zeroinitializer
  %306 = icmp ult <4 x i64> %303, %305
  %307 = select <4 x i1> %lanes, <4 x i1> %306, <4 x i1> zeroinitializer
  %308 = bitcast <4 x i1> %307 to i4
  %309 = icmp ne i4 %308, 0
  br i1 %309, label %body87, label %body90

body87:                                           ; preds = %body87, %body86
  %310 = phi <4 x float> [ poison, %body86 ], [ %329, %body87 ]
  %311 = phi <4 x i1> [ zeroinitializer, %body86 ], [ %328, %body87 ]
  %312 = phi <4 x float> [ zeroinitializer, %body86 ], [ %317, %body87 ]
  %313 = phi i64 [ %299, %body86 ], [ %318, %body87 ]
  %314 = phi <4 x i1> [ %307, %body86 ], [ %325, %body87 ]
  %315 = getelementptr float, ptr addrspace(1) %12, i64 %313
  %316 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %315, <4 x i1> %314, <4 x float> poison)
  %317 = fadd <4 x float> %312, %316
  %318 = add i64 %313, %26
  %319 = insertelement <4 x i64> poison, i64 %318, i32 0
  %320 = shufflevector <4 x i64> %319, <4 x i64> poison, <4 x i32> zeroinitializer
  %321 = add <4 x i64> %320, <i64 0, i64 1, i64 2, i64 3>
  %322 = insertelement <4 x i64> poison, i64 %300, i32 0
  %323 = shufflevector <4 x i64> %322, <4 x i64> poison, <4 x i32> zeroinitializer
  %324 = icmp ult <4 x i64> %321, %323
  %325 = select <4 x i1> %314, <4 x i1> %324, <4 x i1> zeroinitializer
  %326 = xor <4 x i1> %324, splat (i1 true)
  %327 = select <4 x i1> %314, <4 x i1> %326, <4 x i1> zeroinitializer
  %328 = or <4 x i1> %311, %327
  %329 = select <4 x i1> %327, <4 x float> %317, <4 x float> %310
  %330 = bitcast <4 x i1> %325 to i4
  %331 = icmp ne i4 %330, 0
  br i1 %331, label %body87, label %body88

body88:                                           ; preds = %body87
  br label %body89

body89:                                           ; preds = %body88
  %332 = select <4 x i1> %328, <4 x float> %329, <4 x float> zeroinitializer
  br label %body91

body90:                                           ; preds = %body86
  br label %body91

body91:                                           ; preds = %body90, %body89
  %333 = phi <4 x float> [ %332, %body89 ], [ zeroinitializer, %body90 ]
  %334 = getelementptr float, ptr addrspace(1) %16, i64 %299
  call void @llvm.masked.store.v4f32.p1(<4 x float> %333, ptr addrspace(1) align 4 %334, <4 x i1> %lanes)
  br label %body92

body92:                                           ; preds = %body91
  br label %items.next82

items.next82:                                     ; preds = %body92
  %335 = add nuw i64 %x81, 4
  %336 = icmp ult i64 %335, %items
  br i1 %336, label %x80, label %after93

after93:                                          ; preds = %items.next82
  br label %row.done

row.done:                                         ; preds = %after93, %rest56
  %337 = add nuw i64 %y3, 1
  %338 = icmp ult i64 %337, %6
  br i1 %338, label %y, label %after94

after94:                                          ; preds = %row.done
  %339 = add nuw i64 %z2, 1
  %340 = icmp ult i64 %339, %8
  br i1 %340, label %z, label %after95

after95:                                          ; preds = %after94
  br label %group.next

group.next:                                       ; preds = %after95
  %341 = add nuw i64 %group1, %merged
  %342 = icmp ult i64 %341, %1
  br i1 %342, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) captures(none), <32 x i1>, <32 x float>)

declare <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

