using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/tensor-lessons</c>: what a tensor is, slices of MNIST, elementwise ops, products, broadcasting.</summary>
sealed class LessonArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var comparer = Comparer.Of(golden);
        var x = golden.List("inputs").Select(input => (Tensor)input!).ToList();
        switch (golden.Text("op"))
        {
            case "attributes":
                comparer.Check("rank", golden.Value("ndim"), x[0].Rank);
                comparer.Check("shape", golden.Value("shape"), x[0].Shape);
                comparer.Check("type", golden.Value("dtype"), x[0].ElementType);
                comparer.Check("size", golden.Value("size"), x[0].Size);
                return;
            case "slice":
                MnistLesson.CheckSlice(golden, comparer);
                return;
            case "reshape-and-scale":
                MnistLesson.CheckRows(golden, comparer);
                return;
            case var op:
                var y = Output(golden, op!, x);
                comparer.Check("output", golden.Value("outputs"), y);
                if (golden.Has("naive_outputs")) comparer.Check("output of the book's loops", golden.Value("naive_outputs"), y);
                return;
        }
    }

    static Tensor Output(GoldenCase golden, string op, List<Tensor> x) => op switch
    {
        "relu(add)" => OpTable.Invoke("relu", OpTable.Invoke("add", x[0], x[1])),
        "relu(dot+b)" => OpTable.Invoke("relu", OpTable.Invoke("add", OpTable.Invoke("dot", x[0], x[1]), x[2])),
        "expand_dims" => OpTable.Invoke("expand_dims", x[0], golden.Value("axis")),
        "concatenate-32-times" => OpTable.Invoke("concatenate", Enumerable.Repeat((object?)x[0], 32).ToList(), golden.Value("axis")),
        "reshape" => OpTable.Invoke("reshape", x[0], golden.Value("shape")),
        _ => OpTable.Invoke(op, [.. x]),
    };
}
