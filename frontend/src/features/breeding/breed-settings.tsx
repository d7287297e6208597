import { Checkbox, NumberInput, Slider, Text, Title, Tooltip } from "@mantine/core";
import { Panel } from "@/shared/ui/panel";
import classes from "./breed-settings.module.css";
import { PART_HELP, PART_WORDS, PARTS } from "./parts";
import { BOUNDS, MOST_WEIGHT, OPERATORS, type Operator, type Settings, type settingsProblems } from "./settings-model";

interface Props {
  settings: Settings;
  problems: ReturnType<typeof settingsProblems>;
  onChange: (settings: Settings) => void;
}

/** How to breed, with help and bounds at each field; what is wrong is said beside it. */
export function BreedSettings({ settings, problems, onChange }: Props) {
  const toggle = (name: Operator, on: boolean): void => {
    // In the order of the list, whichever was ticked first.
    const operators = OPERATORS.map((one) => one.name).filter((one) => (one === name ? on : settings.operators.includes(one)));
    onChange({ ...settings, operators });
  };
  return (
    <Panel label="Settings">
      <Title order={2} mb={12}>
        Settings
      </Title>
      <div className={classes.numbers}>
        {(["generations", "population", "seed"] as const).map((field) => {
          const { label, help, min, max } = BOUNDS[field];
          return (
            <NumberInput
              key={field}
              label={label}
              description={help}
              inputWrapperOrder={["label", "input", "description", "error"]}
              min={min}
              max={max}
              allowDecimal={false}
              // What is typed stays and is judged in words; a silent correction would breed something else.
              clampBehavior="none"
              value={settings[field]}
              error={problems[field]}
              onChange={(value) => onChange({ ...settings, [field]: value === "" ? "" : Number(value) })}
            />
          );
        })}
      </div>
      <fieldset className={classes.group}>
        <legend>Operators</legend>
        <div className={classes.operators}>
          {OPERATORS.map(({ name, label, help }) => (
            <Tooltip key={name} label={help} multiline maw={260}>
              <Checkbox
                size="xs"
                label={label}
                checked={settings.operators.includes(name)}
                onChange={(event) => toggle(name, event.currentTarget.checked)}
              />
            </Tooltip>
          ))}
        </div>
        {problems.operators !== undefined && (
          <Text size="xs" c="var(--danger-text)" role="alert">
            {problems.operators}
          </Text>
        )}
      </fieldset>
      <fieldset className={classes.group}>
        <legend>Weights</legend>
        <Text size="xs" c="dimmed" mb={4}>
          They only order the last children; selection looks at all five parts.
        </Text>
        <div className={classes.weights}>
          {PARTS.map((part) => (
            <div key={part} className={classes.weight}>
              <Tooltip label={PART_HELP[part]} multiline maw={280}>
                <span>{PART_WORDS[part]}</span>
              </Tooltip>
              <Slider
                size="sm"
                thumbLabel={`Weight of ${part}`}
                label={null}
                min={0}
                max={MOST_WEIGHT}
                step={0.5}
                value={settings.weights[part]}
                onChange={(value) => onChange({ ...settings, weights: { ...settings.weights, [part]: value } })}
              />
              <span data-figures>{settings.weights[part]}</span>
            </div>
          ))}
        </div>
        {problems.weights !== undefined && (
          <Text size="xs" c="var(--danger-text)" role="alert">
            {problems.weights}
          </Text>
        )}
      </fieldset>
    </Panel>
  );
}
