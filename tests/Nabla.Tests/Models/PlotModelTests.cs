using System.Xml.Linq;
using Nabla.Formats;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models;

public sealed class PlotModelTests
{
    static readonly XNamespace svg = "http://www.w3.org/2000/svg";

    static Functional Branched()
    {
        Tensor a = new Input([7], name: "left"), b = new Input([7], name: "right");
        var tower = new Sequential([new Input([7]), new Dense(4, "relu", name: "first"), new Dropout(0.5, name: "drop"), new Dense(3, name: "second")], name: "tower");
        Tensor x = new Input([3], name: "inside_a"), y = new Input([3], name: "inside_b");
        var both = new Concatenate(name: "both").Call([x, y]);
        var mixer = new Functional([x, y], [new Dense(2, name: "up").Call(both), new Dense(2, name: "down").Call(both)], "mixer");
        var mixed = mixer.CallMany([tower.Call(a), tower.Call(b)]);
        return new([a, b], new Dense(1, "sigmoid", name: "same").Call(new Add(name: "sum").Call([mixed[0], mixed[1]]).Tanh()), "twins");
    }

    static List<string> Texts(ModelPlot plot) => [.. XDocument.Parse(plot.ToSvg()).Descendants(svg + "text").Select(text => text.Value)];

    [Fact]
    public void Each_layer_has_a_box_and_each_tensor_an_arrow()
    {
        var model = Branched();
        var texts = Texts(model.PlotModel(showLayerNames: true));
        Assert.Equal(["Add", "Dense", "Functional", "InputLayer", "InputLayer", "Sequential", "Tanh"], texts.Select(text => text.Split('(', ')')[1]).Order(StringComparer.Ordinal));
        Assert.Contains("tower (Sequential)", texts);
        Assert.Contains("Sequential", Texts(model.PlotModel()));

        // Heads of arrows are the polygons of three corners: two into the tower, one into the mixer, then one each.
        var heads = XDocument.Parse(model.PlotModel().ToSvg()).Descendants(svg + "polygon").Count(polygon => polygon.Attribute("points")!.Value.Split(' ').Length == 3);
        Assert.Equal(2 + 1 + 1 + 1 + 1, heads);
    }

    [Fact]
    public void Boxes_show_what_is_asked_for()
    {
        var model = Branched();
        model.GetLayer("tower").Trainable = false;
        var texts = Texts(model.PlotModel(showShapes: true, showDtype: true, showLayerActivations: true, showTrainable: true));
        Assert.Contains("Output shape: (None, 7)", texts);
        Assert.Contains("Input shape: [(None, 3), (None, 3)]", texts);
        Assert.Contains("Output shape: [(None, 2), (None, 2)]", texts);
        Assert.Contains("Output dtype: float32", texts);
        Assert.Contains("Activation: sigmoid", texts);
        Assert.Single(texts, "Non-trainable");
        Assert.Equal(2, texts.Count(text => text == "Trainable"));
    }

    [Theory]
    [InlineData(RankDir.TopToBottom)]
    [InlineData(RankDir.BottomToTop)]
    [InlineData(RankDir.LeftToRight)]
    [InlineData(RankDir.RightToLeft)]
    public void Models_inside_become_frames_around_their_layers(RankDir direction)
    {
        var plot = Branched().PlotModel(showLayerNames: true, expandNested: true, rankDir: direction);
        var document = XDocument.Parse(plot.ToSvg());
        var texts = document.Descendants(svg + "text").ToDictionary(text => text.Value, text => (X: (double)text.Attribute("x")!, Y: (double)text.Attribute("y")!));
        Assert.All(new[] { "first (Dense)", "drop (Dropout)", "second (Dense)", "inside_a (InputLayer)", "both (Concatenate)", "tower (Sequential)" }, name => Assert.Contains(name, texts.Keys));
        double width = (double)document.Root!.Attribute("width")!, height = (double)document.Root.Attribute("height")!;
        Assert.All(texts.Values, at => Assert.True(at.X > 0 && at.X < width && at.Y > 0 && at.Y < height));
        bool across = direction is RankDir.LeftToRight or RankDir.RightToLeft, backwards = direction is RankDir.BottomToTop or RankDir.RightToLeft;
        double[] way = [.. new[] { "left (InputLayer)", "first (Dense)", "second (Dense)", "both (Concatenate)", "up (Dense)", "sum (Add)", "same (Dense)" }.Select(name => across ? texts[name].X : texts[name].Y)];
        Assert.Equal(backwards ? way.OrderDescending() : way.Order(), way);
    }

    [Fact]
    public void Chains_and_models_of_ones_own_are_drawn_too()
    {
        var chain = new Sequential([new Dense(3), new Sequential([new Dense(2), new ReLU()], "inner")]);
        Assert.Contains("BuildFor", Assert.Throws<InvalidOperationException>(() => chain.PlotModel()).Message, StringComparison.Ordinal);
        chain.Call(Tensor.Ones([2, 5]));
        Assert.Equal(["Dense", "Sequential"], Texts(chain.PlotModel()));
        Assert.Equal(4, Texts(chain.PlotModel(expandNested: true)).Count);
        Assert.Contains("Input shape: (None, 5)", Texts(chain.PlotModel(showShapes: true)));

        var own = new Own();
        own.Call(Tensor.Ones([2, 5]));
        Assert.Equal(["Own"], Texts(own.PlotModel()));
    }

    sealed class Own : Model
    {
        readonly Dense dense;

        public Own() => dense = Track(new Dense(1));

        protected override Tensor Forward(Tensor x) => dense.Call(x);
    }

    [Fact]
    public void Layers_used_several_times_have_one_box()
    {
        Tensor x = new Input([7]);
        Dense twice = new(7, name: "twice"), other = new(7, name: "other");
        var model = new Functional(x, twice.Call(other.Call(twice.Call(twice.Call(x)))));
        Assert.Single(Texts(model.PlotModel(showLayerNames: true)), "twice (Dense)");
    }

    [Fact]
    public void Files_are_written_in_both_forms_and_always_the_same()
    {
        var model = Branched();
        string path = Path.Combine(Path.GetTempPath(), $"nabla-model-{Guid.NewGuid():N}");
        try
        {
            model.PlotModel(path + ".svg", showShapes: true);
            model.PlotModel(path + ".png", showShapes: true, dpi: 96);
            Assert.Equal(model.PlotModel(showShapes: true).ToSvg(), File.ReadAllText(path + ".svg"));
            var root = XDocument.Load(path + ".svg").Root!;
            var picture = Png.Decode(File.ReadAllBytes(path + ".png"));
            Assert.Equal(((int)root.Attribute("width")!, (int)root.Attribute("height")!), (picture.Width, picture.Height));
            Assert.Throws<ArgumentException>(() => model.PlotModel(path + ".gif"));
            Assert.Throws<ArgumentOutOfRangeException>(() => model.PlotModel(dpi: 1));
        }
        finally
        {
            File.Delete(path + ".svg");
            File.Delete(path + ".png");
        }
    }
}
