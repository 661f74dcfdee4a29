# 产品试用。
samples-title = 试用样品
samples-open = 查看
samples-stage-requested = 待寄送：先由创作者提供地址，再由商家发货
samples-stage-shipped = 运输中
samples-stage-received = 已收到
samples-stage-damaged = 收到时已损坏
samples-stage-lost = 丢失
samples-stage-content_due = 已收到，待交付内容
samples-stage-fulfilled = 已完成
samples-condition-received = 完好收到
samples-condition-damaged = 收到时已损坏
samples-condition-lost = 没有收到
samples-address = 收件信息
samples-forgotten = 已删除，不再需要。
samples-shipped-at = 发货时间
samples-answered-at = 确认时间
samples-rate-of = { $name } 的履约记录
samples-rate-creator = { $of ->
    [0] 尚未收到过样品
   *[other] 收到 { $of } 份样品，{ $done } 份已产出内容
}
samples-rate-merchant = { $of ->
    [0] 尚未寄出过样品
   *[other] 应寄 { $of } 份样品，{ $done } 份按时寄出
}
samples-where = 寄到哪里
samples-where-text = 只有{ $name }能看到，仅用于寄送。确认收到或合作结束后即删除。
samples-field-name = 收件人
samples-field-phone = 电话
samples-field-address = 地址
samples-give = 提供地址
samples-ship = 寄出样品
samples-field-carrier = 快递公司
samples-field-tracking = 运单号
samples-ship-done = 确认已寄出
samples-arrived = 包裹情况
samples-field-condition = 收到时情况如何？
samples-field-note = 补充说明
samples-condition-hint = 完好收到后，开始计算你的创作时间，地址随即删除。
samples-answer = 提交
samples-wait-creator = 目前没有需要你做的事。
samples-wait-merchant = 目前没有需要你做的事。创作者提供地址后即可寄出样品。
flash-sample-saved = 已保存。
