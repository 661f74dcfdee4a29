# 创作者的文字：列表、主页、编辑主页。
creators-title = 找创作者
creators-count = { $n ->
    [0] 这里还没有创作者。
   *[other] { $n } 位创作者在这里展示作品。
  }
creators-facets = 筛选创作者
creators-facet-platform = 平台
creators-facet-language = 创作语言
creators-facet-tag = 领域
creators-found = { $n } 位创作者
creators-none-title = 没有符合条件的创作者
creators-none-text = 去掉一项筛选，可以看到更多。
creators-clear = 清除全部筛选
creators-crumb = 创作者
creators-about = 简介
creators-works = 作品
creators-works-none = 还没有公开作品
creators-channels = 账号
creators-channels-none = 还没有填写账号。
creators-followers = { $n }粉丝
creators-stated = { $date }填写
creators-stated-note = 粉丝数由创作者填写，平台未核实。
creators-languages = 创作语言
creators-joined = 加入时间
creators-deals = 完成合作
creators-bio-none = 还没有写简介。
creators-edit = 编辑主页
creators-see = 查看公开主页
creators-profile-title = 我的主页
creators-profile-text = 所有人可见，商家选择之前会读。
creators-nav = 主页
creators-nav-words = 简介
creators-nav-channels = 账号
creators-nav-works = 作品
creators-field-name = 名字
creators-name-hint = 商家与读者熟悉的名字。
creators-field-bio = 简介
creators-bio-hint = 做什么内容、给谁看、怎么合作。第一行会显示在列表里。
creators-field-tags = 领域
creators-tags-hint = 最多 { $max } 个，用逗号或顿号隔开，例如：茶、器物、自然光。
creators-field-languages = 创作语言
creators-save = 保存
creators-channels-text = 大家在哪里关注你。每个账号都会显示你填写的日期。
creators-field-platform = 平台
creators-field-handle = 账号名
creators-field-url = 链接
creators-url-hint = 账号主页的完整链接。
creators-field-followers = 粉丝数
creators-channel-add = 添加账号
creators-channel-remove = 移除{ $name }
creators-channels-full = 账号数量已满，移除一个后才能再添加。
creators-works-text = 最多 { $max } 张自己的作品图片（JPEG、PNG、WebP、GIF）。访客看到的是缩小后的副本，不含相机与位置信息。
creators-field-file = 图片
creators-field-work-title = 作品名
creators-work-add = 添加图片
creators-work-remove = 移除{ $name }
creators-works-full = 作品数量已满，移除一张后才能再添加。

flash-creators-saved = 主页已保存。
flash-creators-channel-added = 账号已添加。
flash-creators-channel-removed = 账号已移除。
flash-creators-work-added = 图片已添加到作品。
flash-creators-work-removed = 图片已从作品中移除。

error-tag = 每个领域最多 { $max } 个字。
refusal-creator-too-many-channels = 主页最多 { $max } 个账号，请先移除一个。
refusal-creator-too-many-works = 作品最多 { $max } 张，请先移除一张。
