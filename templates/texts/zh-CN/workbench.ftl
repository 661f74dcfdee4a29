# 工作台。
workbench-title = { $n ->
    [0] 工作台
   *[other] { $n } 件事等你处理
  }
workbench-hello = { $name }，你好。
workbench-new-brief = 发布任务
workbench-nothing = 没有等你处理的事，{ $n } 份合作进展正常。
workbench-empty-creator = 今天没有到期的事
workbench-empty-creator-text = 报价被选定后，要开始、交付和答复的事会按期限排在这里。
workbench-empty-merchant = 先写下你的第一个任务
workbench-empty-merchant-text = 之后要选定的报价、要托管的资金和要验收的作品会按期限排在这里。
workbench-empty = 这里还没有内容
workbench-empty-text = 加入一个组织，或建立创作者主页后，等你处理的事会按期限排在这里。
workbench-money = 资金
workbench-wallet = 打开钱包
workbench-held = 托管中
workbench-free = 可用余额
workbench-clearing = 结算中
workbench-available = 可提现
workbench-running = 进行中的合作
workbench-all = 全部合作
workbench-task-review = 验收{ $name }交付的第 { $n } 版
workbench-task-choose = 选定报价，已有 { $n } 个有效报价
workbench-task-fund = 为与{ $name }的合作托管资金
workbench-task-start = { $name }已托管资金，可以开始
workbench-task-deliver = 向{ $name }交付第 { $next } 版
workbench-task-change = 按{ $name }的要求修改并交付第 { $next } 版
workbench-task-answer = 答复{ $name }的取消申请
workbench-act-review = 验收
workbench-act-choose = 选定
workbench-act-fund = 托管
workbench-act-start = 开始
workbench-act-deliver = 交付
workbench-act-change = 交付
workbench-act-answer = 答复
workbench-task-dispute = 处理与{ $name }的争议
workbench-act-dispute = 查看
workbench-task-bargain = 答复{ $name }的还价
workbench-act-bargain = 答复
workbench-task-invited = { $name }邀请你报价
workbench-act-invited = 查看
workbench-task-more-time = { $name }申请延期
workbench-task-more-work = { $name }提出增加工作
workbench-task-fund-extra = 托管与{ $name }约定的增加工作
workbench-act-more-time = 答复
workbench-act-more-work = 答复
workbench-act-fund-extra = 托管
