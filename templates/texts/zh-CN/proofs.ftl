# 资金存证。
proofs-title = 资金存证
proofs-lead = 每分钟的账目封存为一个哈希值，每晚再将当天各分钟合并封存，结果公布于此。保存本页任一根哈希，日后即可核验此前账目是否被改写。
proofs-how-title = 核验你的合作
proofs-how-1 = 在合作页下载资金存证文件。
proofs-how-2 = 用公开的程序核验，无需联网，也无需相信我们：
proofs-command = vtask ledger prove proof-ctr_….json
proofs-how-3 = 将程序给出的根哈希与下表或你自己保存的记录对照。
proofs-days = 每日根哈希（UTC）
proofs-minutes = 今日各分钟根哈希
proofs-day = 日期
proofs-minute = 序号
proofs-at = 封存时间
proofs-leaves = 包含
proofs-root = 根哈希
proofs-none-title = 还没有已封存的日期
proofs-none-text = 有账目的日期，其根哈希在 UTC 零点后不久公布于此。
proofs-none-act = 了解资金托管
