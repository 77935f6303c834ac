"""A search for the courses of the randomised subjects that give what a paper prints of times to events.

After Guyot P, Ades AE, Ouwens MJ, Welton NJ. BMC Med Res Methodol 2012;12:9, doi 10.1186/1471-2288-12-9, who make the
times of a curve from its coordinates and the numbers at risk. Here no curve is read: simulated annealing finds times,
events and strata that give numbers at risk, medians, hazard ratios, p-values and totals of several endpoints at once.
"""
