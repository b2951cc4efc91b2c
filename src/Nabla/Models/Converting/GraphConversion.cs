using Google.Protobuf;
using Nabla.Formats.GraphDefs;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Models.Converting;

/// <summary>Graphs, from messages to text and back; nodes that are not known here stay as they are.</summary>
static class GraphConversion
{
    public static List<string> Convert(string source, string target, FileForm form, LoadLimits limits)
    {
        var notes = new List<string>();
        GraphDef graph;
        if (form == FileForm.MetaGraph)
        {
            var meta = GraphDefFile.Read(source, MetaGraphDef.Parser, limits);
            graph = meta.GraphDef ?? throw new ModelFormatException(source, "", "there is no graph in it");
            notes.Add("Left out: collections, signatures and the saver; variables have no values in a graph.");
        }
        else
        {
            graph = GraphDefFile.Read(source, GraphDef.Parser, limits);
        }
        if (target.EndsWith(".pbtxt", StringComparison.OrdinalIgnoreCase) && GraphDef.Parser.WithDiscardUnknownFields(true).ParseFrom(graph.ToByteArray()).CalculateSize() != graph.CalculateSize())
            notes.Add("Left out: fields that are not known here, which text cannot hold.");
        MessageFile.Write(target, graph);
        return notes;
    }
}
