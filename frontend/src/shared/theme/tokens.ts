/**
 * The colours of the product (chosen and measured in the design, contrast beside them there). Components name the CSS
 * variable, `var(--cv-ink-2)`, never a value. Green, blue, orange, red and grey are reserved for timeliness.
 */
export interface Tokens {
  surface: string;
  raised: string;
  sidebar: string;
  sunken: string;
  hover: string;
  line: string;
  "line-2": string;
  "control-line": string;
  ink: string;
  "ink-2": string;
  "ink-3": string;
  "accent-fill": string;
  "accent-text": string;
  "accent-soft": string;
  "accent-line": string;
  "accent-light": string;
  "on-time": string;
  "on-time-soft": string;
  "on-time-fill": string;
  within: string;
  "within-soft": string;
  "within-fill": string;
  late: string;
  "late-soft": string;
  "late-fill": string;
  overdue: string;
  "overdue-soft": string;
  "overdue-fill": string;
  "not-started": string;
  "not-started-soft": string;
  "not-started-fill": string;
  hatch: string;
}

/** Light scheme: white page, warm grey margin, ink text, one dye (chàm). */
export const light: Tokens = {
  surface: "#FFFFFF",
  raised: "#FFFFFF",
  sidebar: "#F6F5F2",
  sunken: "#F8F7F5",
  hover: "#F4F3F0",
  line: "#E6E4DF",
  "line-2": "#D5D3CD",
  "control-line": "#8E8C87",
  ink: "#1E1F24",
  "ink-2": "#51535C",
  "ink-3": "#696B74",
  "accent-fill": "#40449A",
  "accent-text": "#3C4094",
  "accent-soft": "#EFEFF9",
  "accent-line": "#C8CAEA",
  "accent-light": "#A7AADB",
  "on-time": "#1D7446",
  "on-time-soft": "#E8F4EC",
  "on-time-fill": "#2F9461",
  within: "#0B679B",
  "within-soft": "#E6F1F8",
  "within-fill": "#2F86BD",
  late: "#A3540A",
  "late-soft": "#FBEEDE",
  "late-fill": "#D47D28",
  overdue: "#B3261E",
  "overdue-soft": "#FBEAE8",
  "overdue-fill": "#CB3D34",
  "not-started": "#5F626B",
  "not-started-soft": "#EFEEEB",
  "not-started-fill": "#8D8F97",
  hatch: "#E9E7E3",
};

/** Dark scheme, the same roles. */
export const dark: Tokens = {
  surface: "#191A1E",
  raised: "#212227",
  sidebar: "#131417",
  sunken: "#1F2025",
  hover: "#23242A",
  line: "#2C2E34",
  "line-2": "#3C3E46",
  "control-line": "#6D6F78",
  ink: "#ECECEE",
  "ink-2": "#B4B6BE",
  "ink-3": "#999BA5",
  "accent-fill": "#5A5FB8",
  "accent-text": "#AEB2EE",
  "accent-soft": "#262846",
  "accent-line": "#454980",
  "accent-light": "#8589CD",
  "on-time": "#6CC795",
  "on-time-soft": "#1B3226",
  "on-time-fill": "#3FA872",
  within: "#70B7E4",
  "within-soft": "#182F40",
  "within-fill": "#3D94CB",
  late: "#E8A35A",
  "late-soft": "#392A18",
  "late-fill": "#D9893A",
  overdue: "#F28B82",
  "overdue-soft": "#3D2120",
  "overdue-fill": "#DD584E",
  "not-started": "#A9ABB3",
  "not-started-soft": "#2A2B31",
  "not-started-fill": "#7D7F89",
  hatch: "#2C2E34",
};
