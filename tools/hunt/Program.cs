using System.Diagnostics;
using System.Globalization;
using Theory;
using Theory.Activations;
using Theory.Expectations;
using Theory.Hunt;
using Theory.Numerics.Certified;
using Theory.Numerics.Evaluation;

// Hunts for false bounds: random activations, every quantity evaluated and enclosed, violations printed.
//   dotnet run -c Release --project tools/hunt -- [formulas] [seed] [panels]
//   dotnet run -c Release --project tools/hunt -- statements [formulas] [seed]
//   dotnet run -c Release --project tools/hunt -- one tolerance formula K [formula K ...]
if (args is ["one", var tolerance, .. var pairs])
{
    for (int i = 0; i + 1 < pairs.Length; i += 2)
    {
        OneFormula.Show(pairs[i], double.Parse(pairs[i + 1], CultureInfo.InvariantCulture), double.Parse(tolerance, CultureInfo.InvariantCulture));
    }

    return 0;
}

if (args is ["statements", .. var sizes])
{
    int count = sizes.Length > 0 ? int.Parse(sizes[0], CultureInfo.InvariantCulture) : 100;
    int first = sizes.Length > 1 ? int.Parse(sizes[1], CultureInfo.InvariantCulture) : 1;
    StatementHunt hunt = new(first);
    hunt.Run(count);
    Console.WriteLine($"{count} formulas, seed {first}: {hunt.Compared} statements compared, {hunt.False} false, {hunt.Refused} refused, {hunt.Late} left after 10 s");
    return hunt.False == 0 ? 0 : 1;
}

int formulas = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
int panels = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 3000;
Random random = new(seed);
RandomFormulas source = new(random);
int compared = 0;
int violations = 0;
int refusedAlthoughEnclosed = 0;
int open = 0;
Stopwatch clock = Stopwatch.StartNew();
for (int i = 0; i < formulas; i++)
{
    string formula = source.Next();
    double K = double.Parse(Math.Pow(10, (random.NextDouble() * 10) - 5).ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    Activation activation;
    try
    {
        activation = Activation.Parse(formula);
    }
    catch (UserInputException)
    {
        continue;
    }

    CertifiedValues proven;
    ExpectationEvaluator evaluator;
    try
    {
        proven = new CertifiedEvaluator(activation).Evaluate(K, 1e-9, panels);
        evaluator = new ExpectationEvaluator(activation);
    }
    catch (Exception e) when (e is UserInputException or InvalidOperationException)
    {
        Console.WriteLine($"FAILED \"{formula}\" K={K.ToString("R", CultureInfo.InvariantCulture)}: {e.Message}");
        continue;
    }

    foreach (Quantity quantity in Quantity.All)
    {
        CertifiedValue enclosure = proven[quantity];
        if (!enclosure.IsEnclosed)
        {
            open++;
            continue;
        }

        try
        {
            Finding finding = new(formula, K, quantity, evaluator.Evaluate(quantity, K), enclosure);
            if (!finding.Value.IsDefined)
            {
                continue;
            }

            compared++;
            if (finding.IsViolation)
            {
                violations++;
                Console.WriteLine($"VIOLATION {finding}");
            }
        }
        catch (UserInputException e)
        {
            refusedAlthoughEnclosed++;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"REFUSED \"{formula}\" K={K:R} {quantity.Key} in [{enclosure.Lower:R}, {enclosure.Upper:R}]: {e.Message}"));
        }
    }
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{formulas} formulas, seed {seed}: {compared} values compared, {violations} bounds false, {refusedAlthoughEnclosed} values refused although enclosed, {open} not enclosed; {clock.Elapsed.TotalSeconds:0} s"));
return violations == 0 ? 0 : 1;
