import { Link } from "react-router";
import classes from "./organization-list.module.css";
import type { Organization } from "./topic-types";

interface Props {
  organizations: readonly Organization[];
  /** Titles of the topics by number. */
  titles: ReadonlyMap<number, string>;
}

/** The organizations of the notes with what each leads in, in the notes' words. */
export function OrganizationList({ organizations, titles }: Props) {
  const noted = organizations.filter((one) => one.place !== null);
  return (
    <ul className={classes.list}>
      {noted.map((one) => (
        <li key={one.organization} className={classes.card}>
          <h3 className={classes.name}>
            <Link to={`/graph?node=organization:${encodeURIComponent(one.organization)}`}>{one.name}</Link>
          </h3>
          <p className={classes.focus}>{one.focus}</p>
          <blockquote className={classes.words} title={`The notes, line ${one.line}`}>
            {one.words}
          </blockquote>
          {one.centre_of.length > 0 && (
            <p className={classes.centre}>
              Centre of{" "}
              {one.centre_of.map((number, at) => (
                <span key={number}>
                  {at > 0 && ", "}
                  <Link to={`/topics/${number}`}>{titles.get(number) ?? `topic ${number}`}</Link>
                </span>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
