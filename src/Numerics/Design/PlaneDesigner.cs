using System.Globalization;
using Fractions;
using Theory.Activations;
using Theory.Asymptotics;
using Theory.Design;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Design;

/// <summary>Finds the members of a plane of activations that have what is wanted: two equations for the two parameters, solved by Newton's method from the cells of a grid.</summary>
public static class PlaneDesigner
{
    /// <summary>A member has a wish when its residual is at most this.</summary>
    private const double Fulfilled = 1e-9;

    /// <summary>Solutions nearer than this fraction of the box are one.</summary>
    private const double Apart = 1e-6;

    /// <summary>Values of each parameter.</summary>
    private const int Lines = 21;

    private const int MostSteps = 60;

    /// <summary>How far along a curve of solutions the next one is looked for, as a fraction of the box.</summary>
    private const double Aside = 1e-3;

    /// <summary>A direction in which the equations change by less than this, relative to that in which they change most, may be that of a curve.</summary>
    private const double Singular = 1e-3;

    /// <summary>The members that have everything wanted, in a square box of the two parameters.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="wishes">What is wanted.</param>
    /// <param name="box">The range of both parameters; <see cref="ParameterScan.Usual"/> unless given.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="UserInputException">Wishes contradict one another, or they are not two equations.</exception>
    public static PlaneDesignResult Solve(ActivationPlane plane, IReadOnlyList<Wish> wishes, ParameterScan? box = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(wishes);
        ZeroKernelWish? zero = ZeroKernelWish.Of(wishes);
        IReadOnlyList<KernelCondition> conditions = KernelCondition.Of(wishes);
        int equations = (zero?.A1 is null ? 0 : 1) + conditions.Sum(c => c.Equations);
        Require.That(equations == 2, $"two free parameters, {plane.First.Name} and {plane.Second.Name}, need wishes that are two equations, and these are {equations}: a1=0 is one, K*=1 is one, every further value at the same K is one more; or give one of the parameters a number");
        return new Search(plane, zero, conditions, (box ?? ParameterScan.Usual) with { Count = Lines }, cancellation).Result(wishes);
    }

    /// <summary>What is left of the two equations at a member.</summary>
    private sealed record Left(double U, double V, double? A1, IReadOnlyList<KernelPoint> Points)
    {
        public double Norm => Math.Max(Math.Abs(U), Math.Abs(V));
    }

    /// <summary>Equations that change by less than this over the box, by their slope, say nothing of directions.</summary>
    private const double Flat = 1e-6;

    /// <summary>JᵀJ of the derivatives J of the equations by the parameters.</summary>
    private readonly record struct Squares(double P, double Q, double R)
    {
        /// <summary>What keeps steps short along a curve of solutions, relative to the larger eigenvalue.</summary>
        private const double Ridge = 1e-12;

        public double Most => ((P + R) / 2) + Math.Sqrt(((P - R) * (P - R) / 4) + (Q * Q));

        public double Least => Most == 0 ? 0 : Math.Max(0, (P * R) - (Q * Q)) / Most;

        /// <summary>The direction in which the equations change least.</summary>
        public (double X, double Y) Flattest
        {
            get
            {
                (double x, double y) = P >= R ? (-Q, Most - R) : (Most - P, -Q);
                double length = Math.Sqrt((x * x) + (y * y));
                return length > 0 ? (x / length, y / length) : (1, 0);
            }
        }

        public static Squares Of((double Ua, double Va, double Ub, double Vb) j) => new((j.Ua * j.Ua) + (j.Va * j.Va), (j.Ua * j.Ub) + (j.Va * j.Vb), (j.Ub * j.Ub) + (j.Vb * j.Vb));

        public (double X, double Y) Solve(double x, double y)
        {
            (double p, double r) = (P + (Ridge * Most), R + (Ridge * Most));
            double determinant = (p * r) - (Q * Q);
            return (((r * x) - (Q * y)) / determinant, ((p * y) - (Q * x)) / determinant);
        }
    }

    private sealed class Search(ActivationPlane plane, ZeroKernelWish? zero, IReadOnlyList<KernelCondition> conditions, ParameterScan box, CancellationToken cancellation)
    {
        private double Size => box.To - box.From;

        public PlaneDesignResult Result(IReadOnlyList<Wish> wishes)
        {
            IReadOnlyList<double> x = box.Values;
            Left?[][] grid = [.. x.Select(a => x.Select(b => At(a, b)).ToArray())];
            List<PlaneSolution> found = [];
            int starts = 0;
            foreach ((double a, double b) in Starts(x, grid))
            {
                starts++;
                if (Newton(a, b) is { } end && Shortest(end) is var (first, second) && At(first, second) is { } left && IsWanted(left) && !found.Any(s => Near(s.First, first) && Near(s.Member.Value, second)))
                {
                    found.Add(new PlaneSolution(first, new DesignSolution(second, null, zero is null ? null : left.A1, left.Points), IsAlone(first, second)));
                }
            }

            found = [.. found.Where((s, i) => s.IsAlone || !found.Take(i).Any(other => !other.IsAlone && (Near(other.First, s.First) || Near(other.Member.Value, s.Member.Value))))];

            string where = string.Create(CultureInfo.InvariantCulture, $"by Newton's method from {starts} places of a grid of {Lines} x {Lines} members, {plane.First.Name} and {plane.Second.Name} from {box.From} to {box.To}");
            (Left? best, double u, double v) = x.SelectMany((a, i) => x.Select((b, j) => (grid[i][j], a, b))).OrderBy(m => m.Item1?.Norm ?? double.PositiveInfinity).First();
            return new PlaneDesignResult(plane, wishes, [.. found.OrderBy(s => s.First).ThenBy(s => s.Member.Value)],
                found.Count > 0 ? $"found {where}; others can have been missed"
                : best is null ? $"none found {where}: no member has what the wishes speak of"
                : string.Create(CultureInfo.InvariantCulture, $"none found {where}: of the members on the grid {plane.First.Name} = {u:G4}, {plane.Second.Name} = {v:G4} comes nearest, and its equations are off by {best.U:G3} and {best.V:G3}"));
        }

        private bool Near(double a, double b) => Math.Abs(a - b) <= Apart * Size;

        private bool IsWanted(Left left) => left.Norm <= Fulfilled && left.Points.All(p => p.Cb >= -Fulfilled * p.K) && (zero?.IsStable != true || left.A1 <= Fulfilled);

        /// <summary>The middles of cells in which one of the residuals may vanish, and members that come nearer than their neighbours.</summary>
        private static IEnumerable<(double First, double Second)> Starts(IReadOnlyList<double> x, Left?[][] grid)
        {
            for (int i = 0; i < x.Count; i++)
            {
                for (int j = 0; j < x.Count; j++)
                {
                    if (i + 1 < x.Count && j + 1 < x.Count)
                    {
                        Left[] corners = [.. new[] { grid[i][j], grid[i + 1][j], grid[i][j + 1], grid[i + 1][j + 1] }.OfType<Left>()];
                        if (Changes(corners, c => c.U) || Changes(corners, c => c.V))
                        {
                            yield return ((x[i] + x[i + 1]) / 2, (x[j] + x[j + 1]) / 2);
                        }
                    }

                    if (grid[i][j] is { } own && Neighbours(grid, i, j).All(n => n.Norm >= own.Norm))
                    {
                        yield return (x[i], x[j]);
                    }
                }
            }
        }

        private static bool Changes(Left[] corners, Func<Left, double> residual) => corners.Length > 1 && corners.Min(residual) <= 0 && corners.Max(residual) >= 0;

        private static IEnumerable<Left> Neighbours(Left?[][] grid, int i, int j) =>
            from a in Enumerable.Range(Math.Max(0, i - 1), Math.Min(grid.Length, i + 2) - Math.Max(0, i - 1))
            from b in Enumerable.Range(Math.Max(0, j - 1), Math.Min(grid.Length, j + 2) - Math.Max(0, j - 1))
            where (a != i || b != j) && grid[a][b] is not null
            select grid[a][b]!;

        /// <summary>Damped; null where it does not get to a solution within the box.</summary>
        private (double First, double Second)? Newton(double a, double b)
        {
            Left? here = At(a, b);
            for (int step = 0; step < MostSteps && here is { Norm: > 0 }; step++)
            {
                if (Slopes(a, b, here) is not { } slopes)
                {
                    return null;
                }

                (double ua, double va, double ub, double vb) = slopes;
                (double da, double db) = Squares.Of(slopes).Solve(-(ua * here.U) - (va * here.V), -(ub * here.U) - (vb * here.V));
                if (!double.IsFinite(da) || !double.IsFinite(db))
                {
                    return null;
                }

                Left? next = null;
                double part = 1;
                for (; part > 1e-3 && next is null; part /= 2)
                {
                    next = Inside(a + (part * da)) && Inside(b + (part * db)) && At(a + (part * da), b + (part * db)) is { } trial && trial.Norm < here.Norm ? trial : null;
                }

                if (next is null)
                {
                    break;
                }

                (a, b, here) = (a + (2 * part * da), b + (2 * part * db), next);
            }

            return here?.Norm <= Fulfilled ? (a, b) : null;
        }

        private (double First, double Second) Shortest((double First, double Second) end)
        {
            double reach = Apart * Size;
            double first = FlatZero.Shortest(end.First, a => At(a, end.Second)?.Norm ?? double.NaN, reach);
            return (first, FlatZero.Shortest(end.Second, b => At(first, b)?.Norm ?? double.NaN, reach));
        }

        /// <summary>
        /// Along a curve of solutions the equations do not change, and Newton's method, begun a little further along it, ends beside the first solution; from there it
        /// comes back to one that is alone.
        /// </summary>
        private bool IsAlone(double a, double b)
        {
            if (Slopes(a, b, At(a, b)!) is not { } slopes)
            {
                return true;
            }

            Squares j = Squares.Of(slopes);
            bool isFlat = Math.Sqrt(j.Most) * Size <= Flat;
            if (!isFlat && j.Least > Singular * Singular * j.Most)
            {
                return true;
            }

            double step = Aside * Size;
            (double X, double Y)[] directions = isFlat ? [(1, 0), (0, 1), (-1, 0), (0, -1)] : [j.Flattest, (-j.Flattest.X, -j.Flattest.Y)];
            return !Array.Exists(directions, d => Newton(a + (step * d.X), b + (step * d.Y)) is var (first, second)
                && Math.Max(Math.Abs(first - a), Math.Abs(second - b)) is var distance && distance > step / 4 && distance < 4 * step);
        }

        private (double Ua, double Va, double Ub, double Vb)? Slopes(double a, double b, Left here)
        {
            (double h, double k) = (1e-6 * Math.Max(1, Math.Abs(a)), 1e-6 * Math.Max(1, Math.Abs(b)));
            return At(a + h, b) is { } right && At(a, b + k) is { } above
                ? ((right.U - here.U) / h, (right.V - here.V) / h, (above.U - here.U) / k, (above.V - here.V) / k)
                : null;
        }

        private bool Inside(double value) => value >= box.From - (Apart * Size) && value <= box.To + (Apart * Size);

        /// <summary>Null where the member, or what the wishes speak of, does not exist.</summary>
        private Left? At(double first, double second)
        {
            cancellation.ThrowIfCancellationRequested();
            if (plane.TryMember(new Number(Fraction.FromDouble(first)), new Number(Fraction.FromDouble(second))) is not Activation member)
            {
                return null;
            }

            List<double> residuals = [];
            List<KernelPoint> points = [];
            double? a1 = null;
            if (zero is not null)
            {
                if (SmallKernelExpansion.TryOf(member, 2, out _) is not { A1: Expr coefficient, Slope: Expr exact })
                {
                    return null;
                }

                double slope = RunningErrorEvaluator.ValueOf(exact);
                a1 = RunningErrorEvaluator.ValueOf(coefficient);
                points.Add(new KernelPoint(0, 0, 1 / (slope * slope), 1, 1));
                residuals.AddRange(zero.A1 is { } wanted ? [a1.Value - wanted.ToDouble()] : []);
            }

            ExpectationEvaluator evaluator = new(member);
            foreach (KernelCondition condition in conditions)
            {
                if (condition.Match(evaluator, EvaluationMethod.Quadrature) is not { } match)
                {
                    return null;
                }

                points.Add(match.Point);
                residuals.AddRange(match.Residuals);
            }

            return residuals.TrueForAll(double.IsFinite) ? new Left(residuals[0], residuals[1], a1, points) : null;
        }
    }
}
