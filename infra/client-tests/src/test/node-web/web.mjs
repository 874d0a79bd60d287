// The modules of the web page, where the build keeps them.
import { pathToFileURL } from "node:url";

const base = pathToFileURL(`${process.env.WEB_FOLDER}/`);

export const web = (path) => import(new URL(path, base));
