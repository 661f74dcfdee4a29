# 套餐：创作者的价目，以及下单。
packages-title = 套餐
packages-lead = 按此价格和条件接单。下单即成立合作，资金托管后开工。
packages-own-lead = 你的价目，最多 { $max } 个套餐。商家按现有内容直接下单，不必发任务，也不议价；资金托管后你再开工。
packages-none = 还没有套餐
packages-none-text = 写明做什么、收多少钱，商家一步即可下单。
packages-add = 添加套餐
packages-edit = 修改套餐
packages-back = 返回
packages-turn-off = 暂停接单
packages-turn-on = 恢复接单
packages-is-off = 暂停接单中
packages-remove = 移除{ $name }
packages-full = 价目已满。先移除一个套餐，才能再添加。
packages-order = 下单
packages-days = { $n } 天交付
packages-rounds = { $n ->
    [0] 不含修改
   *[other] 含 { $n } 轮修改
  }
packages-licence = 可使用 { $n } 天
packages-per-week = 每周最多 { $n } 单
packages-low = 同类作品，本平台建议不低于{ $least }。你也可以定得更低。
packages-field-title = 标题
packages-title-hint = 一句话说清商家得到什么，例如：30 秒短视频一条，含字幕。
packages-field-text = 包含内容
packages-text-hint = 怎么做、多长或多少张，商家得到什么、不包括什么。
packages-field-needs = 你需要了解什么
packages-needs-hint = 下单时向商家询问：产品、链接、必须出现的文案。
packages-field-form = 内容形式
packages-field-category = 类目
packages-field-platforms = 平台
packages-field-languages = 语言
packages-field-checklist = 验收要点
packages-checklist-hint = 每行一条，条条都要做到。
packages-field-price = 价格
packages-field-days = 开工后的工期
packages-field-rounds = 修改轮数
packages-field-licence = 作品可使用
packages-field-per-week = 七天内最多接单数

orders-title = 下单
orders-heading = 向{ $name }下单
orders-lead = 任务、报价和合作一步完成，以下方内容为准。
orders-field-org = 下单机构
orders-answer-hint = { $name }需要这些信息才能开工。
orders-field-note = 备注
orders-terms-note = 以下是{ $org }与创作者将达成的协议：价格、费用、天数、修改轮数和授权范围。编号和日期在下单时写入。
orders-note = 下单不动用资金。请在 72 小时内托管；托管后创作者开工，你验收之前资金一直由平台托管。
orders-send = 向{ $name }下单
orders-changed = 套餐已修改
orders-changed-text = 你看到的是旧版本。请核对不同之处；现在下单以当前内容为准。
orders-now = 当前
orders-seen = 你看到的

flash-packages-saved = 套餐已保存。
flash-packages-on = 套餐可以下单了。
flash-packages-off = 套餐已暂停接单。
flash-packages-removed = 套餐已移除。已成立的合作照常进行。
flash-orders-made = 已下单。合作已成立，等待托管资金。

refusal-package-too-many = 最多 { $max } 个套餐。请先移除一个。
refusal-package-closed = 该套餐目前不接单。
refusal-package-unavailable = 该创作者目前不接新单，何时恢复请看其主页。在此之前，可邀请对方为任务报价。
refusal-package-week-full = 该套餐七天内最多接 { $max } 单，已满。请过几天再试。
refusal-order-unpaid = 本机构已有 { $max } 个订单等待托管资金。请先托管其中一个，或等待其失效。
refusal-order-flagged = 这些文字需要先经人工审核。请改为发布任务，或换一种说法。
