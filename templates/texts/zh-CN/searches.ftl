# 保存的搜索。
searches-title = 保存的搜索
searches-text = 每天查看一次，有新任务时通知您。
searches-save = 保存搜索，有新任务时通知我
searches-saved = 搜索已保存。有新任务时每天最多通知一次。
searches-removed = 已删除。
searches-remove = 删除“{ $name }”
searches-none = 还没有保存的搜索
searches-none-text = 在任务列表里搜索或筛选，然后保存。
refusal-search-too-many = 最多保存 { $max } 个搜索，请先删除一个。
