## 接口文档页

docs-title = 开放接口
docs-intro = 人在网站上能做的事，持有其令牌的程序也能按同样的规则完成。以下每个接口、字段、返回和拒绝原因都直接取自程序本身。
docs-base = 基础地址
docs-file = OpenAPI 3.1
docs-token = 程序需携带其所有者的令牌。
docs-token-link = 在设置中创建
docs-scope = 权限范围
docs-parameters = 参数
docs-name = 名称
docs-place = 位置
docs-kind = 类型
docs-about = 说明
docs-body = 请求内容
docs-calls = 调用示例
docs-problems = 拒绝原因
docs-try = 试一试
docs-try-token = 用于试用的令牌，只保留在本页
docs-try-send = 发送
docs-to-api = 阅读接口文档
docs-foot = 开放接口
