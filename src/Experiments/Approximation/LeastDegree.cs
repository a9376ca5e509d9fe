using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;

namespace Theory.Experiments.Approximation;

/// <summary>Interpolants of rising degree, as a tolerance needs them.</summary>
public static class LeastDegree
{
    /// <summary>
    /// Interpolants with their measured errors: of one variable degree after degree; of several the one that the coefficients promise, with each
    /// degree lowered as far as the error allows, and then the largest degrees.
    /// </summary>
    public static IEnumerable<(ChebyshevTensor Interpolant, double Error)> Of(FunctionApproximation function, InputDomain box, double tolerance, CancellationToken cancellation)
    {
        int largest = ChebyshevInterpolation.LargestDegree(box.Dimension);
        if (box.Dimension == 1)
        {
            for (int degree = 0; degree <= largest; degree++)
            {
                yield return Measured([degree]);
            }

            yield break;
        }

        if (ChebyshevInterpolation.ToTolerance(function.Evaluate, box, tolerance / 8) is ChebyshevTensor promised)
        {
            (ChebyshevTensor Interpolant, double Error) best = Measured([.. promised.Shape.Select(n => n - 1)]);
            (ChebyshevTensor, double) first = best;
            for (int axis = 0; axis < box.Dimension; axis++)
            {
                while (best.Interpolant.Shape[axis] > 1)
                {
                    (ChebyshevTensor Interpolant, double Error) lower = Measured([.. best.Interpolant.Shape.Select((n, i) => i == axis ? n - 2 : n - 1)]);
                    if (lower.Error > tolerance * Margin)
                    {
                        break;
                    }

                    best = lower;
                }
            }

            yield return best;
            yield return first;
        }

        yield return Measured([.. Enumerable.Repeat(largest, box.Dimension)]);

        (ChebyshevTensor Interpolant, double Error) Measured(int[] degrees)
        {
            cancellation.ThrowIfCancellationRequested();
            ChebyshevTensor interpolant = ChebyshevInterpolation.OfDegrees(function.Evaluate, box, degrees);
            return (interpolant, function.ValueError(interpolant, cancellation));
        }
    }

    /// <summary>Over several variables 2,000 points see less of the error.</summary>
    private const double Margin = 0.5;
}
