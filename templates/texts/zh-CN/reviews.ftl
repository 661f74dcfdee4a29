# 任务审核。
desk-briefs = 待审任务
briefs-findings = 以下内容可能违反规则
briefs-flags = { $n ->
   *[other] { $n } 处提示
}
briefs-queue-none = 没有待审任务。
briefs-approve = 通过并公开
briefs-reject = 退回
briefs-reject-why = 退回原因
briefs-reject-banned_goods = 本平台不受理的商品或服务
briefs-reject-absolute_claims = 绝对化用语
briefs-reject-hidden_ad = 要求隐藏广告标识
briefs-reject-contact_details = 含联系方式
briefs-reject-misleading = 内容误导
briefs-reject-spam = 垃圾信息
briefs-reject-other = 其他原因
briefs-in-review = 公开前由审核人员查看，报价截止时间按等待时长顺延。
briefs-is-rejected = 审核未通过。修改后可再次提交。
admin-queue-briefs = 待审任务：{ $n } 个
flash-brief-judged = 已处理，并已通知对方。
briefs-moderate = 在管理台查看
briefs-stop-reason = 叫停原因
