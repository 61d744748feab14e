//! Titles of standards: put together from words, and no two alike.

/// What a title opens with. A title without a field is a plain one.
const FIELDS: [&str; 13] = [
    "",
    "信息安全技术 ",
    "信息技术 ",
    "公安信息化 ",
    "电子政务 ",
    "电子证照 ",
    "政务服务 ",
    "道路交通 ",
    "安全防范 ",
    "法庭科学 ",
    "视频监控 ",
    "消防 ",
    "“互联网+公安政务服务”",
];

const SUBJECTS: [&str; 42] = [
    "身份认证",
    "电子印章",
    "数据资源",
    "数据交换",
    "服务事项",
    "目录体系",
    "政务热线",
    "自助终端",
    "移动应用",
    "人口信息",
    "出入境证件",
    "机动车驾驶证",
    "机动车",
    "视频图像",
    "人脸识别",
    "指纹",
    "密码模块",
    "数字证书",
    "日志审计",
    "云计算平台",
    "大数据平台",
    "物联网感知设备",
    "移动警务终端",
    "接处警",
    "执法记录仪",
    "门禁系统",
    "入侵报警系统",
    "网络边界",
    "个人信息",
    "应急响应",
    "灾难恢复",
    "消防设施",
    "危险物品",
    "地址信息",
    "案件信息",
    "知识库",
    "人工坐席",
    "支付",
    "消息推送",
    "二维码",
    "寄递",
    "eID 载体",
];

const ASPECTS: [&str; 40] = [
    "",
    "数据元",
    "采集",
    "存储",
    "传输",
    "交换接口",
    "共享",
    "接入",
    "标识",
    "编码",
    "元数据",
    "质量",
    "安全",
    "安全等级",
    "隐私保护",
    "访问控制",
    "应用",
    "部署",
    "对接",
    "服务",
    "运行维护",
    "管理",
    "评价",
    "考核",
    "监测",
    "预警",
    "统计",
    "检索",
    "归档",
    "备份",
    "注册",
    "总体架构",
    "体系结构",
    "功能",
    "性能",
    "测试",
    "检验",
    "培训",
    "协同",
    "注销",
];

/// What a title ends with. None of them is an aspect and another ending put together, or two titles could be one.
const ENDINGS: [&str; 24] = [
    "规范",
    "技术规范",
    "技术要求",
    "通用要求",
    "基本要求",
    "要求",
    "指南",
    "实施指南",
    "建设指南",
    "测试方法",
    "评估方法",
    "格式",
    "技术导则",
    "编制规则",
    "分类与代码",
    "设计规范",
    "验收规范",
    "操作规程",
    "工作规程",
    "指标体系",
    "通用规则",
    "协议",
    "术语",
    "技术框架",
];

/// What parts of a standard are called.
pub(crate) const PARTS: [&str; 8] = [
    "总则",
    "术语和定义",
    "数据格式",
    "接口",
    "身份鉴别",
    "测试方法",
    "安全管理",
    "运行维护",
];

/// How many titles there are.
pub(crate) const COUNT: usize = FIELDS.len() * SUBJECTS.len() * ASPECTS.len() * ENDINGS.len();

/// A prime that does not divide the number of titles: steps of this length come past every title before they come
/// past one again, and titles that follow each other have little in common.
const STRIDE: usize = 1_000_003;

/// The title of a standard. Numbers below [`COUNT`] give titles that differ.
pub(crate) fn of_standard(number: usize) -> String {
    let place = number % COUNT * STRIDE % COUNT;
    let (place, field) = choose(&FIELDS, place);
    let (place, subject) = choose(&SUBJECTS, place);
    let (place, aspect) = choose(&ASPECTS, place);
    let (_, ending) = choose(&ENDINGS, place);
    [field, subject, aspect, ending].concat()
}

/// The title of a category. Numbers below 1,680 give titles that differ.
pub(crate) fn of_category(number: usize) -> String {
    let (place, subject) = choose(&SUBJECTS, number);
    let (_, aspect) = choose(&ASPECTS, place);
    [subject, aspect].concat()
}

/// Takes one word by the place, and gives what is left of the place for the words that follow.
fn choose(words: &[&'static str], place: usize) -> (usize, &'static str) {
    let word = words.get(place % words.len()).copied().unwrap_or_default();
    (place / words.len(), word)
}
