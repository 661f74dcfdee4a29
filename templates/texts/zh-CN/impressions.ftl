# 展示统计：新人被展示了多少次。
impressions-lists = 统计了哪些列表
impressions-list-browse = 这份创作者列表
impressions-list-fits = 任务页上推荐给商家的合适创作者
impressions-list-for_you = 工作台上的“适合你的任务”（按阅读者统计）
impressions-list-invited = 商家查看的已邀请创作者
impressions-list-words = 按关键词搜到的创作者
impressions-list-plan = 投放方案推荐的创作者
impressions-share = { $from }至{ $to }共展示 { $n } 次，其中 { $percent }% 是新人
impressions-note = 只按列表和日期累计次数，不记录谁看到了谁。新人的位置比例只在这份列表和“合适的创作者”中保证；关键词搜索只看匹配程度，投放方案只看触达人数。
