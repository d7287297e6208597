const STEPS = 1000;
/** From this ratio of the bounds on, equal ways on a slider are equal factors. */
const WIDE = 1000;

export interface Scale {
  toSlider: (value: number) => number;
  toValue: (at: number) => number;
}

/** To two significant digits: 0.0371 is 0.037. */
const rounded = (value: number): number => Number(value.toPrecision(2));

/** How a number lies on a slider of 0 to 1000; by factors where its bounds are far apart. */
export function scaleOf(least: number, most: number, whole: boolean): Scale {
  const wide = least > 0 && most / least >= WIDE;
  const span = wide ? Math.log(most / least) : most - least;
  const clamp = (value: number): number => Math.min(most, Math.max(least, value));
  return {
    toSlider: (value) => {
      const at = wide ? Math.log(clamp(value) / least) : clamp(value) - least;
      return span === 0 ? 0 : Math.round((at / span) * STEPS);
    },
    toValue: (at) => {
      if (at <= 0) return least;
      if (at >= STEPS) return most;
      const value = wide ? least * Math.exp((span * at) / STEPS) : least + (span * at) / STEPS;
      if (whole) return Math.round(value);
      return wide ? rounded(value) : Number(value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(span)))));
    },
  };
}
