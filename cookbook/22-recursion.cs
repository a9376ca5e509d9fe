#:project ../src/Numerics/Numerics.csproj
// The recursion of the four-point vertex, for a paper.
using Theory.Printing;
using Theory.Recursions;

Console.WriteLine(RecursionDocument.Write(FormulaFormat.Latex, [RecursionCatalogue.Vertex.Abstract]));
