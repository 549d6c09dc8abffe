export { StandingLine } from "./components/StandingLine";
export { Substitutes } from "./components/Substitutes";
