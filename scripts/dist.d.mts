/** One sentence for each file of the folder `dist` that is missing, too many, or not byte for byte as in `fresh`. */
export declare function distDifferences(dist: string, fresh: string): readonly string[];
