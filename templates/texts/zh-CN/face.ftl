# 版式与组件里的文字。
face-name = V-Task
face-skip = 跳到正文
face-nav = 主导航
face-nav-phone = 底部导航
face-other-language = English
face-theme = 外观
face-theme-auto = 跟随设备
face-theme-light = 浅色
face-theme-dark = 深色
face-need-you = { $n ->
   *[other] 件待处理
  }
face-notices = { $n ->
    [0] 通知
   *[other] 条新通知
  }
face-account-of = { $name }的账号
face-my-page = 我的主页
face-settings = 设置
face-security = 安全
face-styleguide = 组件样例
face-sign-in = 登录
face-sign-up = 注册
face-sign-out = 退出登录
face-strap = 关于本站
face-demo = 演示环境：人物均为虚构，不涉及真实资金。
face-demo-mails = 查看系统发出的邮件
face-sandbox = 沙盒环境：不涉及真实资金。
face-foot-briefs = 任务
face-foot-creators = 创作者
face-foot-held = 资金托管如何运作
face-foot-fees = 费用
face-crumbs = 当前位置
face-close = 关闭
face-pager = 分页
face-prev = 上一页
face-next = 下一页
face-done = 已完成：
face-remove-filter = ，移除此筛选
face-copy = 复制
face-copied = 已复制
face-comma = ，
face-stop = 。
face-colon = ：
face-space = {""}
face-zone = （{ $zone }）
face-unsaved = 你输入的内容还没有保存。
face-saved = 已保存
face-save-failed = 没有保存成功，你输入的内容还在。
face-save-stale = 没有保存：内容已在另一个标签页或被同事修改。点击保存可查看两个版本，你输入的内容不会丢失。
face-conflict = 两个版本
face-conflict-text = 你编辑期间，内容已在另一个标签页或被同事保存。没有任何内容被覆盖：请选择一个版本，或在下方修改你的版本。
face-conflict-field = 项目
face-conflict-theirs = 已保存的版本
face-conflict-mine = 你的版本
face-conflict-nothing = 无
face-conflict-same = 两个版本现在内容相同。
face-conflict-keep = 保存我的版本
face-conflict-take = 采用已保存的版本
face-ticked = 是
face-errors = 请检查以下内容
face-error = 错误：
face-optional = （选填）
face-markdown = 可用标题、列表、链接、加粗和表格：**加粗**、- 列表、[文字](https://…)。
face-currency = 币种
face-uploading = 正在上传
face-upload-checking = 已收到，正在检查文件…
face-upload-failed = 连接中断，文件没有保存。请再试一次。
face-change = 修改
face-search = 搜索
face-filter = 筛选
face-chosen = 项已选
face-apply = 应用筛选
face-any = 不限
face-to = 至
face-lowest = 最低
face-highest = 最高
face-sort = 排序
face-update = 更新
face-task-done = 已完成
face-task-started = 进行中
face-task-todo = 未开始
face-task-blocked = 暂不能开始
face-you = （你）
face-movements = 全部资金变动
face-locked = 验收后解锁
face-open-link = 打开链接
face-download = 下载原文件
face-check-must = 必须
face-check-should = 最好
face-check-must_not = 不得
face-held = 已托管
face-bids = { $n ->
    [0] 还没有报价
   *[other] { $n } 个报价
  }
face-places = { $n ->
    [1] 招 1 位
   *[other] 每位，共招 { $n } 位
  }
face-closes = { $date }截止
face-price-open = 由你报价
face-deals = { $n ->
    [0] 新入驻
   *[other] 完成 { $n } 次合作
  }
face-days = { $n ->
   *[other] { $n } 天
  }
face-unread = （新）
face-form-article = 文章
face-form-image_set = 图文
face-form-short_video = 短视频
face-form-live = 直播
face-form-audio = 音频
face-form-review = 测评
face-form-other = 其他
face-platform-xiaohongshu = 小红书
face-platform-douyin = 抖音
face-platform-bilibili = 哔哩哔哩
face-platform-weibo = 微博
face-platform-wechat = 微信
face-platform-kuaishou = 快手
face-platform-zhihu = 知乎
face-platform-taobao = 淘宝
face-platform-tiktok = TikTok
face-platform-youtube = YouTube
face-platform-instagram = Instagram
face-platform-x = X
face-platform-other = 其他
face-platform-taobao_live = 淘宝直播
face-platform-weitao = 微淘
face-platform-own_site = 商家自有站点
face-category-food = 美食饮品
face-category-beauty = 美妆个护
face-category-fashion = 服饰穿搭
face-category-home = 家居生活
face-category-electronics = 数码家电
face-category-baby = 母婴亲子
face-category-pets = 宠物
face-category-sports = 运动户外
face-category-travel = 旅行
face-category-games = 游戏
face-category-books = 图书学习
face-category-cars = 汽车
face-category-health = 健康
face-category-finance = 财经
face-category-local = 本地生活
face-category-other = 其他
face-verified = 企业已认证
face-preview = 预览
face-minutes = { $n } 分钟
